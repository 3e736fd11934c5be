import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { connectDatabase } from '@/lib/db/client';
import { createLogger } from '@/lib/logger';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { DAY, MINUTE } from '@/lib/shared/time';
import { saveArtistDetails } from '@/repositories/catalogue/artist-repository';
import { getGenres } from '@/services/analytics/genres';
import type { StatisticsUser } from '@/services/analytics/read-deps';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { repetitions } from '../../support/depth';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { keepPlays, type PlayedTrack } from '../../support/keep-plays';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const NOW = new Date('2026-11-22T13:20:00Z');

/** Five songs: the first two are by two artists each, the last is on no album. */
const song = (index: number, endedAgo: number): PlayedTrack => ({
  endedAt: new Date(NOW.getTime() - endedAgo),
  track: `song ${index}`,
  artists: [`artist ${index % 3}`, ...(index < 2 ? ['artist 3'] : [])],
  album: index === 4 ? null : `album ${index % 2}`,
  durationMs: 3 * MINUTE,
});

const ada = (timeZone = 'Asia/Kathmandu', played: PlayedTrack[] = []) =>
  listenerWho(stage.db(), 'ada', { timeZone, now: NOW, played: [song(0, 1_900 * DAY), ...played] });

const logger = createLogger('silent');

/** Spotify names the genres of artists, and the rollups follow. */
async function tell(genres: Record<string, string[]>, db = stage.db()): Promise<void> {
  const details = Object.entries(genres).map(([spotifyId, names]) => ({
    spotifyId,
    name: '',
    imageUrl: null,
    genres: names,
  }));
  await saveArtistDetails(db, details, NOW);
  await settleRollups({ db, clock: systemClock, logger });
}

const genresOf = async (user: StatisticsUser) => {
  const { genres, unknownPlays } = await getGenres(readDeps(stage.db(), NOW), user, ALL_TIME);
  return Object.fromEntries([...genres.map(({ name, plays }) => [name, plays]), ['', unknownPlays]]);
};

/** Genre by genre, a play once for each, from the plays alone. */
async function genresRecounted(userId: number): Promise<Record<string, number>> {
  const plays = await stage.db().playEvent.findMany({
    where: { userId },
    include: { track: { include: { artists: { include: { artist: true } } } } },
  });
  const counts: Record<string, number> = { '': 0 };
  for (const { track } of plays) {
    const names = new Set(track.artists.flatMap(({ artist }) => artist.genres));
    for (const name of names.size > 0 ? names : ['']) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Plays arrive, late ones too, and artists get genres or lose some. */
const happenings = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 0, max: 1_899 * 1_440 })), {
        minLength: 1,
        maxLength: 12,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        artist: fc.nat(3),
        genres: fc.subarray(['ambient', 'folk', 'jazz'], { minLength: 1 }),
      }),
    },
  ),
  { minLength: 3, maxLength: 8 },
);

describe('genres of all time, read off their rollup', () => {
  it('agree with the plays for any order of arrival', async () => {
    const life = fc.asyncProperty(happenings, async (events) => {
      await stage.reset();
      const user = await ada();
      await listenerWho(stage.db(), 'bob', { timeZone: 'UTC', now: NOW, played: [song(1, 0), song(3, DAY)] });
      for (const event of events) {
        if ('genres' in event) await tell({ [`artist ${event.artist}`]: event.genres });
        else {
          const played = event.map(([index, minutes]) => song(index, minutes * MINUTE));
          await keepPlays(stage.db(), user.id, NOW, played);
        }
      }
      await expectRollupsEqualRecount(stage.db(), 'at the end');
      expect(await genresOf(user)).toEqual(await genresRecounted(user.id));
    });
    await fc.assert(life, { numRuns: repetitions(3, 20), seed: 20261122 });
  });

  it('follow a play that is taken away', async () => {
    const user = await ada(
      'Asia/Kathmandu',
      [1, 2, 3].map((days) => song(2, days * DAY)),
    );
    await tell({ 'artist 2': ['folk'] });
    const since = new Date(NOW.getTime() - DAY);
    await stage.db()
      .$queryRaw`SELECT remove_plays(${user.id}, jsonb_agg(jsonb_build_object('played_at', played_at, 'track_id', track_id)))
      FROM play_events WHERE played_at >= ${since}`;
    expect(await genresOf(user)).toMatchObject({ folk: 2 });
  });
});

describe('genres', () => {
  it('that two artists of a song share count once, and the last that goes leaves the play without any', async () => {
    const user = await ada();
    await tell({ 'artist 0': ['jazz', 'folk'] });
    await tell({ 'artist 3': ['jazz'] });
    expect(await genresOf(user)).toEqual({ jazz: 1, folk: 1, '': 0 });
    await tell({ 'artist 0': ['folk'] });
    expect(await genresOf(user)).toEqual({ jazz: 1, folk: 1, '': 0 });
    await stage.db().artist.updateMany({ data: { genres: [] } });
    await settleRollups({ db: stage.db(), clock: systemClock, logger });
    expect(await genresOf(user)).toEqual({ '': 1 });
    await expectRollupsEqualRecount(stage.db(), 'without genres');
  });

  it('that arrive while plays are written lose none', async () => {
    const user = await ada();
    const bob = await listenerWho(stage.db(), 'bob', { timeZone: 'UTC', now: NOW, played: [song(0, 0)] });
    const clients = Array.from({ length: 4 }, () => connectDatabase(stage.url(), 1));
    try {
      await Promise.all(
        clients.map(async (db, worker) => {
          for (let n = 0; n < 12; n += 1) {
            const genres = [`genre ${(n + worker) % 3}`, ...(n % 2 === 0 ? ['jazz'] : [])];
            if (worker % 2 === 0) await tell({ [`artist ${n % 4}`]: genres }, db);
            else
              for (const { id } of [user, bob])
                await keepPlays(db, id, NOW, [song(n % 5, (n * 10 + worker) * MINUTE + DAY)]);
          }
        }),
      );
    } finally {
      for (const client of clients) await client.$disconnect();
    }
    await expectRollupsEqualRecount(stage.db(), 'after all');
    for (const { id, timeZone } of [user, bob])
      expect(await genresOf({ id, timeZone })).toEqual(await genresRecounted(id));
  });
});
