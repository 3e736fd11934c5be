import { describe, expect, it } from 'vitest';
import type { RootDatabase } from '@/lib/db/client';
import { createLogger } from '@/lib/logger';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { type ExclusionTarget, MOST_EXCLUSIONS } from '@/lib/shared/history/exclusion';
import { DAY, HOUR, MINUTE, SECOND } from '@/lib/shared/time';
import { findStatisticsVersion } from '@/repositories/analytics/find-statistics-version';
import { changeCountsFrom } from '@/services/analytics/change-counts-from';
import { changeTimeZone, getTimeZone } from '@/services/analytics/change-time-zone';
import { getGenres } from '@/services/analytics/genres';
import type { StatisticsUser } from '@/services/analytics/read-deps';
import { rebuildDays } from '@/services/analytics/rebuild-days';
import { getSessions } from '@/services/analytics/sessions';
import { getTop } from '@/services/analytics/top';
import { getTotals } from '@/services/analytics/totals';
import { getCalendar } from '@/services/analytics/trends';
import { recordPlays } from '@/services/archival/record-plays';
import { chunkedWorkSchema, resumeStalledWork } from '@/services/chunked-work';
import { checkExclusions } from '@/services/history/check-exclusions';
import { leaveOut, listExclusions, undoExclusion } from '@/services/history/exclusions';
import { removePlays, undoRemoval } from '@/services/history/remove-plays';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { keepPlays, type PlayedTrack } from '../../support/keep-plays';
import { createMovableClock } from '../../support/movable-clock';
import { release } from '../../support/music';
import { useStageDatabase } from '../../support/stage-database';
import { VirtualQueue } from '../../support/virtual-queue';

const stage = useStageDatabase();
const NOW = new Date('2026-03-02T10:00:00Z');
const SMALL = { playsPerChunk: 25, chunksPerMessage: 2 };
const BERLIN = 'Europe/Berlin';

/** 120 plays over twelve days, by day and by night, of lengths that a file told of; some too short to count. */
const played: PlayedTrack[] = Array.from({ length: 120 }, (_, i) => ({
  endedAt: new Date(NOW.getTime() - i * 2.4 * HOUR),
  track: `track ${i % 20}`,
  artists: [`artist ${i % 7}`, ...(i % 5 === 0 ? ['guest'] : [])],
  album: `album ${i % 6}`,
  durationMs: 4 * MINUTE,
  msPlayed: ((i * 37) % 200) * SECOND,
}));
/** A track keeps the artists and the album of its first mention. */
const artistsOf = new Map(played.map((play) => [play.track, [] as string[]]));
for (const { track, artists } of played)
  if (artists.length > (artistsOf.get(track)?.length ?? 0)) artistsOf.set(track, artists);
const albumOf = new Map(played.toReversed().map(({ track, album }) => [track, album]));

/** A queue in hand: `deliver` gives the next message to the worker. */
function worker(db: RootDatabase = stage.db()) {
  const clock = createMovableClock(NOW);
  const queue = new VirtualQueue(() => clock.now().getTime());
  const deps = { db, clock, queue, logger: createLogger('silent') };
  const deliver = async (limits = SMALL) => {
    let next = queue.take();
    while (next && next.message.path !== '/api/queue/check-exclusions') next = queue.take();
    return next ? checkExclusions(deps, chunkedWorkSchema.parse(next.message.body), limits) : null;
  };
  const deliverAll = async () => {
    while (await deliver());
  };
  return { deps, clock, queue, deliver, deliverAll };
}

const ada = (plays = played) => listenerWho(stage.db(), 'ada', { timeZone: BERLIN, now: NOW, played: plays });

/** All that is shown of a listener, without keys. */
async function figuresOf(user: StatisticsUser): Promise<unknown> {
  const deps = readDeps(stage.db(), NOW);
  const top = async (kind: 'artist' | 'album' | 'track') =>
    (await getTop(deps, user, kind, ALL_TIME, { by: 'time', limit: 50 })).entries.map(
      ({ id: _, ...entry }) => entry,
    );
  return {
    totals: await getTotals(deps, user, ALL_TIME),
    artists: await top('artist'),
    albums: await top('album'),
    tracks: await top('track'),
    calendar: await getCalendar(deps, user, ALL_TIME),
    sessions: await getSessions(deps, user, ALL_TIME),
    genres: await getGenres(deps, user, ALL_TIME),
  };
}

const keyOf = async (kind: 'artist' | 'album' | 'track', name: string): Promise<ExclusionTarget> => {
  const where = { where: { name }, select: { id: true } };
  const db = stage.db();
  const found = { artist: db.artist, album: db.album, track: db.track }[kind] as typeof db.artist;
  return { kind, id: (await found.findFirstOrThrow(where)).id };
};

/** Whether a play is long enough to count. */
const counts =
  (seconds = 30) =>
  ({ msPlayed }: PlayedTrack) =>
    (msPlayed ?? Number.POSITIVE_INFINITY) >= seconds * SECOND;

const [from, to] = [new Date(NOW.getTime() - 3 * DAY), new Date(NOW.getTime() - DAY)];
const isNight = ({ endedAt }: PlayedTrack) => {
  const hour = (endedAt.getUTCHours() + 1) % 24;
  return hour >= 23 || hour < 7;
};
const KINDS: [string, () => Promise<ExclusionTarget>, (play: PlayedTrack) => boolean][] = [
  [
    'an artist',
    () => keyOf('artist', 'artist 3'),
    ({ track }) => !!artistsOf.get(track)?.includes('artist 3'),
  ],
  [
    'an artist of other artists’ tracks',
    () => keyOf('artist', 'guest'),
    ({ track }) => !!artistsOf.get(track)?.includes('guest'),
  ],
  ['an album', () => keyOf('album', 'album 2'), ({ track }) => albumOf.get(track) === 'album 2'],
  ['a track', () => keyOf('track', 'track 4'), ({ track }) => track === 'track 4'],
  ['a span', async () => ({ kind: 'span', from, to }), ({ endedAt }) => endedAt >= from && endedAt < to],
  [
    'the nights',
    async () => ({ kind: 'hours', fromMinute: 23 * 60, toMinute: 7 * 60, timeZone: BERLIN }),
    isNight,
  ],
  ['everything', async () => ({ kind: 'span', from: new Date(0), to: new Date('2100-01-01') }), () => true],
];

describe('what is left out of statistics', () => {
  it.each(KINDS)(
    '%s: every figure is as if it had never been played, and undoing brings all back',
    async (_, what, matches) => {
      const user = await ada();
      const before = await figuresOf(user);
      const plays = await stage.db().playEvent.findMany({ orderBy: { playedAt: 'asc' } });
      const { deps, deliverAll } = worker();
      const { id } = await leaveOut(deps, user.id, await what());
      await deliverAll();
      await expectRollupsEqualRecount(stage.db(), 'left out');
      const list = await listExclusions(deps, user.id);
      expect(list).toMatchObject({ check: null, plays: played.filter(matches).filter(counts()).length });
      const bob = await listenerWho(stage.db(), 'bob', {
        timeZone: BERLIN,
        now: NOW,
        // Tracks keep their artists: the catalogue is everybody's.
        played: played
          .filter((play) => !matches(play))
          .map((play) => ({
            ...play,
            artists: artistsOf.get(play.track) ?? [],
            album: albumOf.get(play.track) ?? null,
          })),
      });
      expect(await figuresOf(user)).toEqual(await figuresOf(bob));
      expect(await stage.db().playEvent.count({ where: { userId: user.id } })).toBe(plays.length);

      await undoExclusion(deps, user.id, id);
      await deliverAll();
      await expectRollupsEqualRecount(stage.db(), 'undone');
      expect(await figuresOf(user)).toEqual(before);
      expect(
        await stage.db().playEvent.findMany({ where: { userId: user.id }, orderBy: { playedAt: 'asc' } }),
      ).toEqual(plays);
    },
  );

  it('can be a playlist: plays started from it do not count, also those that a sync brings later', async () => {
    const user = await ada();
    const { deps, deliverAll } = worker();
    const uri = 'spotify:playlist:sleep';
    const { id: contextId } = await stage.db().playContext.create({ data: { type: 'playlist', uri } });
    await stage.db().playEvent.updateMany({
      where: { track: { name: { in: ['track 1', 'track 2'] } } },
      data: { contextId },
    });
    await leaveOut(deps, user.id, { kind: 'playlist', uri });
    await deliverAll();
    const fromIt = played.filter(({ track }) => track === 'track 1' || track === 'track 2').filter(counts());
    expect((await listExclusions(deps, user.id)).plays).toBe(fromIt.length);
    const context = { type: 'playlist', uri };
    const plays = [{ playedAt: new Date(NOW.getTime() + HOUR), track: release('lullaby'), context }];
    await recordPlays(deps, [{ userId: user.id, page: { plays, rejectedItems: [], isFull: false } }]);
    expect((await listExclusions(deps, user.id)).plays).toBe(fromIt.length + 1);
    await expectRollupsEqualRecount(stage.db(), 'a playlist');
  });

  it('does not count from the moment on: no figure moves when more of it is polled', async () => {
    const user = await ada();
    const { deps, deliverAll } = worker();
    await leaveOut(deps, user.id, await keyOf('artist', 'artist 3'));
    await deliverAll();
    const [before, version] = [await figuresOf(user), await findStatisticsVersion(stage.db(), user.id)];
    const more = { ...played[3], endedAt: new Date(NOW.getTime() + HOUR), msPlayed: 200_000 } as PlayedTrack;
    await keepPlays(stage.db(), user.id, NOW, [more]);
    expect(await figuresOf(user)).toEqual(before);
    expect(await findStatisticsVersion(stage.db(), user.id)).toBe(version);
    expect(await stage.db().playEvent.count()).toBe(121);
    await expectRollupsEqualRecount(stage.db(), 'polled');
  });

  it('is followed in chunks: figures are true after each, the progress grows, and a kill loses nothing', async () => {
    const user = await ada();
    const { deps, queue, clock, deliver } = worker();
    await leaveOut(deps, user.id, await keyOf('artist', 'artist 3'));
    const first = chunkedWorkSchema.parse(queue.pending()[0]?.message.body);
    const checked: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      await deliver({ playsPerChunk: 10, chunksPerMessage: 1 });
      await expectRollupsEqualRecount(stage.db(), `round ${round}`);
      checked.push((await listExclusions(deps, user.id)).check?.checkedPlays ?? -1);
    }
    expect(checked).toEqual([10, 20]);
    // The next message is lost; the first one comes again, twice at the same time.
    while (queue.take());
    const few = { playsPerChunk: 10, chunksPerMessage: 2 };
    await Promise.all([checkExclusions(deps, first, few), checkExclusions(deps, first, few)]);
    while (queue.take());
    expect(await resumeStalledWork(deps)).toBe(0);
    clock.advance(11 * MINUTE);
    expect((await listExclusions(deps, user.id)).check).toMatchObject({ isStalled: true });
    expect(await resumeStalledWork(deps)).toBe(1);
    while (await deliver());
    expect((await listExclusions(deps, user.id)).check).toBeNull();
    expect(await checkExclusions(deps, first, SMALL)).toEqual({ chunks: 1, isOver: true });
    await expectRollupsEqualRecount(stage.db(), 'afterwards');
    // A queue drops a message whose id it has seen, however far the check has come since.
    const ids = queue.published.map(({ deduplicationId }) => deduplicationId);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('holds whatever else changes meanwhile: the length that counts, the zone, removed plays', async () => {
    const user = await ada();
    const { deps, queue, deliverAll } = worker();
    const exclusion = await leaveOut(deps, user.id, await keyOf('artist', 'artist 3'));
    const removal = await removePlays(deps, user.id, { what: 'artist', artistId: exclusion.entityId ?? 0 });
    await changeCountsFrom(deps, user.id, 90);
    await expectRollupsEqualRecount(stage.db(), 'before the check');
    await deliverAll();
    await undoRemoval(deps, user.id, removal.id);
    await expectRollupsEqualRecount(stage.db(), 'brought back');
    const ofArtist = played.filter(({ track }) => artistsOf.get(track)?.includes('artist 3'));
    expect(removal.plays).toBe(ofArtist.length);
    expect((await listExclusions(deps, user.id)).plays).toBe(ofArtist.filter(counts(90)).length);

    await changeTimeZone(deps, user.id, 'Pacific/Apia');
    const rebuild = chunkedWorkSchema.parse(queue.take()?.message.body);
    await rebuildDays(deps, rebuild, { playsPerChunk: 20, daysPerChunk: 2, chunksPerMessage: 1 });
    await undoExclusion(deps, user.id, exclusion.id);
    await deliverAll();
    await rebuildDays(deps, rebuild);
    expect((await getTimeZone(deps, user.id)).timeZone).toBe('Pacific/Apia');
    await changeCountsFrom(deps, user.id, 30);
    await expectRollupsEqualRecount(stage.db(), 'in another zone');
    expect((await listExclusions(deps, user.id)).plays).toBe(0);
  });

  it('stays left out while another exclusion means it', async () => {
    const user = await ada();
    const { deps, deliverAll } = worker();
    const album = await leaveOut(deps, user.id, await keyOf('album', 'album 2'));
    await leaveOut(deps, user.id, { kind: 'span', from, to });
    await undoExclusion(deps, user.id, album.id);
    await deliverAll();
    expect((await listExclusions(deps, user.id)).plays).toBe(
      played.filter(({ endedAt }) => endedAt >= from && endedAt < to).filter(counts()).length,
    );
    await expectRollupsEqualRecount(stage.db(), 'one of two');
  });

  it('is asked for once, by who played it, and not more than 200 times', async () => {
    const user = await ada();
    const bob = await listenerWho(stage.db(), 'bob', { timeZone: 'UTC', now: NOW, played: [] });
    const { deps } = worker();
    const artist = await keyOf('artist', 'artist 3');
    const first = await leaveOut(deps, user.id, artist);
    expect(await leaveOut(deps, user.id, artist)).toEqual(first);
    for (const target of [artist, { kind: 'playlist', uri: 'spotify:playlist:none' } as const])
      await expect(leaveOut(deps, bob.id, target)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(undoExclusion(deps, bob.id, first.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await stage.db().exclusion.createMany({
      data: Array.from({ length: MOST_EXCLUSIONS - 1 }, (_, i) => ({
        userId: user.id,
        kind: 'span' as const,
        createdAt: NOW,
        from: new Date(i),
        to: new Date(i + 1),
      })),
    });
    await expect(leaveOut(deps, user.id, await keyOf('album', 'album 1'))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});
