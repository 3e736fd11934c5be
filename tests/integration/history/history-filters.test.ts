import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketPlays } from '@/components/charts/trend-labels';
import type { Range } from '@/lib/shared/analytics/range';
import { EVERY_PLAY, NO_KNOWN_GENRE, type PlaysFilter } from '@/lib/shared/history/plays-filter';
import { getActivity } from '@/services/analytics/activity';
import { getGenres } from '@/services/analytics/genres';
import type { ReadDeps, StatisticsUser } from '@/services/analytics/read-deps';
import { getSessions } from '@/services/analytics/sessions';
import { getTotals } from '@/services/analytics/totals';
import { getCalendar, getTrends } from '@/services/analytics/trends';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { getHistory, getHistoryScope } from '@/services/history/history';
import { listenerWho, readDeps, settledListener } from '../../statistics/listener-stage';
import { lives } from '../../statistics/lives';
import { repetitions } from '../../support/depth';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();

interface Scene {
  deps: ReadDeps;
  user: StatisticsUser;
}

/** Turns all pages of the history and counts; the heading must tell the same number. */
async function listed({ deps, user }: Scene, filter: Partial<PlaysFilter>): Promise<number> {
  const query = { filter: { ...EVERY_PLAY, ...filter } };
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await getHistory(deps, user, { ...query, cursor, limit: 6 });
    for (const { playedAt, trackId } of page.plays) seen.add(`${playedAt} ${trackId}`);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect((await getHistoryScope(deps, user, query, { isCounted: true })).plays).toBe(seen.size);
  return seen.size;
}

const daysOf = ({ from, to }: Range) => ({ from, to });

const everyLife = (check: (scene: Scene, range: Range) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(lives, async (life) => {
      await stage.reset();
      const scene = await settledListener(stage.db(), life);
      for (const range of life.ranges) await check(scene, range);
    }),
    { numRuns: repetitions(2, 10), seed: 20261122 },
  );

describe('the list has as many plays as the figure counts', () => {
  it('behind the total, a genre, a cell of the week, and the longest session', async () => {
    await everyLife(async (scene, range) => {
      const { deps, user } = scene;
      const genres = await getGenres(deps, user, range);
      const days = daysOf(genres.range);
      expect(await listed(scene, days)).toBe((await getTotals(deps, user, range)).plays);
      for (const { name, plays } of genres.genres)
        expect(await listed(scene, { ...days, genre: name })).toBe(plays);
      expect(await listed(scene, { ...days, genre: NO_KNOWN_GENRE })).toBe(genres.unknownPlays);
      const { longest } = await getSessions(deps, user, range);
      if (longest !== null)
        expect(await listed(scene, { ...days, at: longest.startedAt, until: longest.endedAt })).toBe(
          longest.plays,
        );
      const { plays, busiest } = await getActivity(deps, user, range);
      for (const [weekday, hours] of plays.entries()) {
        for (const [hour, count] of hours.entries())
          if (count > 0) expect(await listed(scene, { ...days, weekday, hour })).toBe(count);
        const together = hours.reduce((a, b) => a + b, 0);
        expect(await listed(scene, { ...days, weekday })).toBe(together);
      }
      if (busiest === null) expect(await listed(scene, { ...days, weekday: 0, hour: 0 })).toBe(0);
    });
  });

  it('behind a bar of the chart in every unit, and a day of the calendar', async () => {
    await everyLife(async (scene, range) => {
      const { deps, user } = scene;
      const calendar = await getCalendar(deps, user, range);
      for (const { day, plays } of calendar.days.filter((d) => d.plays > 0))
        expect(await listed(scene, { from: day, to: day })).toBe(plays);
      const units = calendar.days.length > 41 ? (['month', 'year'] as const) : (['hour', 'week'] as const);
      for (const unit of units) {
        const trends = await getTrends(deps, user, range, unit);
        for (const { start, plays } of trends.points.filter((p) => p.plays > 0))
          expect(await listed(scene, bucketPlays(start, unit, trends.range))).toBe(plays);
      }
    });
  });

  it('behind a track, an artist and an album, of all time, in its bars and its hours', async () => {
    await everyLife(async (scene, range) => {
      const { deps, user } = scene;
      for (const entity of [
        { kind: 'track', id: 1 },
        { kind: 'track', id: 3 },
        { kind: 'artist', id: 1 },
        { kind: 'album', id: 1 },
      ] as const) {
        const page = await getEntityPage(deps, user, entity.kind, entity.id, range);
        if (!page) {
          await expect(listed(scene, { entity })).rejects.toMatchObject({ details: { field: 'id' } });
          continue;
        }
        expect(await listed(scene, { entity })).toBe(page.plays);
        const { points, unit, range: asked } = page.trend;
        for (const { start, plays } of points.filter((p) => p.plays > 0))
          expect(await listed(scene, { ...bucketPlays(start, unit, asked), entity })).toBe(plays);
        const days = daysOf(asked);
        for (const { kind, id, plays } of page.topTracks)
          expect(await listed(scene, { ...days, entity: { kind, id } })).toBe(plays);
        for (const { id, plays } of page.albums)
          expect(await listed(scene, { ...days, entity, album: id })).toBe(plays);
        for (const { id, plays } of page.tracks.filter(({ status }) => status === 'played'))
          expect(await listed(scene, { ...days, entity: { kind: 'release', id } })).toBe(plays);
        const { busiest } = page.activity;
        if (busiest === null) expect(await listed(scene, { ...daysOf(asked), entity })).toBe(0);
        else {
          const { weekday, hour, plays } = busiest;
          expect(await listed(scene, { ...daysOf(asked), weekday, hour, entity })).toBe(plays);
        }
      }
    });
  });
});

it('names what it lists, and knows nothing of what only somebody else played', async () => {
  await stage.reset();
  const now = new Date('2026-05-01T12:00:00Z');
  const played = (track: string) => [
    { track, artists: [`by ${track}`], album: `on ${track}`, durationMs: 60_000, endedAt: now },
  ];
  const ada = await listenerWho(stage.db(), 'ada', { timeZone: 'UTC', now, played: played('one') });
  const bob = await listenerWho(stage.db(), 'bob', { timeZone: 'UTC', now, played: played('two') });
  const deps = readDeps(stage.db(), now);
  const names = { track: 'two', artist: 'by two', album: 'on two' };
  const ids = {
    track: (await stage.db().track.findFirstOrThrow({ where: { name: 'two' } })).id,
    artist: (await stage.db().artist.findFirstOrThrow({ where: { name: 'by two' } })).id,
    album: (await stage.db().album.findFirstOrThrow({ where: { name: 'on two' } })).id,
  };
  for (const kind of ['track', 'artist', 'album'] as const) {
    const filter = { ...EVERY_PLAY, entity: { kind, id: ids[kind] } };
    expect(await getHistoryScope(deps, bob, { filter }, { isCounted: true })).toEqual({
      name: names[kind],
      albumName: null,
      plays: 1,
      leftOut: 0,
    });
    await expect(getHistory(deps, ada, { filter, limit: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  const filter = { ...EVERY_PLAY, album: ids.album };
  expect(await getHistoryScope(deps, bob, { filter }, { isCounted: true })).toMatchObject({
    name: null,
    albumName: 'on two',
    plays: 1,
  });
  await expect(getHistory(deps, ada, { filter, limit: 1 })).rejects.toMatchObject({
    details: { field: 'album' },
  });
});
