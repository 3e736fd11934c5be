import { beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { createLogger } from '@/lib/logger';
import { MINUTE } from '@/lib/shared/time';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import { recordPlays } from '@/services/archival/record-plays';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { useStageDatabase } from '../../support/stage-database';

const NOW = new Date('2026-03-02T10:00:00Z');
const database = useStageDatabase();
const clock = { now: () => NOW, sleep: async () => {} };
const deps = (db: Deps['db'] = database.db()) => ({ db, clock, logger: createLogger('silent') });

const WHOLE: ObservedTrack = {
  spotifyId: 'song',
  name: 'Song',
  durationMs: 180_000,
  isrc: null,
  explicit: false,
  discNumber: 1,
  trackNumber: 3,
  album: { spotifyId: 'album', name: 'Album', imageUrl: null, releaseDate: null, totalTracks: 12 },
  artists: [
    { spotifyId: 'first', name: 'First' },
    { spotifyId: null, name: 'Second, by name only' },
  ],
};
const BARE: ObservedTrack = {
  ...WHOLE,
  durationMs: null,
  discNumber: null,
  trackNumber: null,
  album: null,
  artists: [],
};
const OTHER: ObservedTrack = { ...WHOLE, spotifyId: 'other', durationMs: 200_000 };

/** A page of one listener with plays that ended this many minutes after ten o'clock. */
const share = (userId: number, ...plays: [minutes: number, track: ObservedTrack][]) => {
  const observed = plays.map(([minutes, track]) => {
    const playedAt = new Date(NOW.getTime() + minutes * MINUTE);
    return { playedAt, track, context: null };
  });
  return { userId, page: { plays: observed, rejectedItems: [], isFull: false } };
};

async function listeners(count: number): Promise<number[]> {
  const data = Array.from({ length: count }, (_, i) => ({ spotifyId: `u${i}`, timeZone: 'Asia/Kathmandu' }));
  await database.db().user.createMany({ data });
  return data.map((_, i) => i + 1);
}

const listenedBy = async (userId: number) =>
  Number((await database.db().userTotals.findUniqueOrThrow({ where: { userId } })).listenedMs);

describe('a track that was first listed without its length, album and artists', () => {
  let one = 0;
  let two = 0;
  beforeEach(async () => {
    [one = 0, two = 0] = await listeners(2);
    await recordPlays(deps(), [
      share(one, [0, BARE], [1, BARE], [30, OTHER]),
      share(two, [0, BARE], [600, OTHER], [602, BARE]),
    ]);
    expect(await listenedBy(one)).toBe(200_000);
  });

  it('gets them from the next play of anybody, and everybody who played it gets the figures', async () => {
    await recordPlays(deps(), [share(two, [700, WHOLE])]);
    const track = await database.db().track.findUniqueOrThrow({
      where: { spotifyId: 'song' },
      include: { album: true, artists: { orderBy: { position: 'asc' }, include: { artist: true } } },
    });
    expect(track).toMatchObject({ durationMs: 180_000, album: { spotifyId: 'album', totalTracks: 12 } });
    expect([track.discNumber, track.trackNumber]).toEqual([1, 3]);
    expect(track.artists.map(({ artist }) => artist.name)).toEqual(['First', 'Second, by name only']);
    // Of one: 3 minutes, and the minute that lay between the first and the second play.
    expect(await listenedBy(one)).toBe(200_000 + 180_000 + MINUTE);
    expect(await listenedBy(two)).toBe(200_000 + 180_000 + 2 * MINUTE + 180_000);
    await expectRollupsEqualRecount(database.db(), 'after the completion');
  });

  it('gets them from the same play, when the page is complete an hour later', async () => {
    const { newPlays } = await recordPlays(deps(), [share(one, [0, WHOLE], [1, WHOLE], [30, OTHER])]);
    expect(newPlays.size).toBe(0);
    expect(await listenedBy(one)).toBe(200_000 + 180_000 + MINUTE);
    await expectRollupsEqualRecount(database.db(), 'after the same page');
  });

  it('follows the newest answer, and keeps what an answer lacks', async () => {
    await recordPlays(deps(), [share(one, [40, { ...BARE, durationMs: 180_000 }])]);
    await recordPlays(deps(), [share(one, [50, { ...BARE, artists: WHOLE.artists.slice(0, 1) }])]);
    await recordPlays(deps(), [share(one, [60, WHOLE])]);
    await recordPlays(deps(), [share(one, [70, { ...BARE, durationMs: 1000 }])]);
    const track = await database.db().track.findUniqueOrThrow({
      where: { spotifyId: 'song' },
      include: { album: true, artists: { include: { artist: true } } },
    });
    expect(track).toMatchObject({ durationMs: 1_000, album: { spotifyId: 'album', totalTracks: 12 } });
    expect([track.discNumber, track.trackNumber]).toEqual([1, 3]);
    expect(track.artists.map(({ artist }) => artist.name)).toEqual(['First', 'Second, by name only']);
    await expectRollupsEqualRecount(database.db(), 'after each');
  });

  it('stays unchanged where an import has the listened time', async () => {
    await database.db()
      .$executeRaw`UPDATE play_events SET ms_played = 0 WHERE user_id = ${one} AND played_at = ${NOW}`;
    await database.db()
      .$executeRaw`UPDATE user_totals SET estimated_plays = estimated_plays - 1 WHERE user_id = ${one}`;
    await recordPlays(deps(), [share(two, [700, WHOLE])]);
    expect(await listenedBy(one)).toBe(200_000 + MINUTE);
    await expectRollupsEqualRecount(database.db(), 'beside a file');
  });
});

describe('a track that is completed while others write plays of it', () => {
  it('leaves every figure equal to a recount', async () => {
    const ids = await listeners(12);
    const clients = Array.from({ length: 6 }, () => connectDatabase(database.url(), 1));
    const tracks = Array.from({ length: 8 }, (_, n) => `song-${n}`);
    try {
      await recordPlays(
        deps(),
        ids.map((id) =>
          share(id, ...tracks.map((spotifyId, n): [number, ObservedTrack] => [n, { ...BARE, spotifyId }])),
        ),
      );
      const write = async (db: Deps['db'], worker: number) => {
        for (const [n, spotifyId] of tracks.entries()) {
          const track = { ...((n + worker) % 2 === 0 ? WHOLE : BARE), spotifyId };
          const own = ids.filter((id) => id % clients.length === worker % clients.length || id <= 2);
          await recordPlays(
            deps(db),
            own.map((id) => share(id, [100 + 10 * n + worker, track])),
          );
        }
      };
      await Promise.all(clients.map(write));
      await recordPlays(
        deps(),
        ids.map((id) =>
          share(
            id,
            ...tracks.map((spotifyId, n): [number, ObservedTrack] => [500 + n, { ...WHOLE, spotifyId }]),
          ),
        ),
      );
      await expectRollupsEqualRecount(database.db(), 'after the throng');
      expect(await database.db().track.count({ where: { durationMs: null } })).toBe(0);
      expect(await database.db().track.count({ where: { artists: { none: {} } } })).toBe(0);
      expect(await database.db().userTotals.count({ where: { artists: 2, albums: 1 } })).toBe(ids.length);
    } finally {
      await Promise.all(clients.map((client) => client.$disconnect()));
    }
  });
});
