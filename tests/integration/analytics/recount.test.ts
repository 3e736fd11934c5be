import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparedRange } from '@/lib/shared/analytics/compared-range';
import type { Range } from '@/lib/shared/analytics/range';
import { previousRange, resolveRange } from '@/lib/shared/analytics/range-days';
import type { CountedKind, EntityKind, Top } from '@/lib/shared/analytics/statistics';
import { DAY } from '@/lib/shared/time';
import { getActivity } from '@/services/analytics/activity';
import { verifyArchive } from '@/services/analytics/archive-verification';
import { getDiscovery } from '@/services/analytics/discovery';
import { getDiversity } from '@/services/analytics/diversity';
import { getGenres } from '@/services/analytics/genres';
import type { ReadDeps, StatisticsUser } from '@/services/analytics/read-deps';
import { getSessions } from '@/services/analytics/sessions';
import { getStreaks } from '@/services/analytics/streaks';
import { getTop } from '@/services/analytics/top';
import { getComparison, getTotals } from '@/services/analytics/totals';
import { getCalendar, getTrends } from '@/services/analytics/trends';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { getHistory } from '@/services/history/history';
import { settledListener } from '../../statistics/listener-stage';
import { type Life, lives } from '../../statistics/lives';
import * as naive from '../../statistics/recount';
import { repetitions } from '../../support/depth';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();

type Figures = { name: string; plays: number; listenedMs: number };

/** What one life looks like from the product and from the loops. */
interface Scene {
  /** On which the first play ended, be it too short to count. */
  firstDay: string;
  deps: ReadDeps;
  user: StatisticsUser;
  all: naive.Counted[];
  today: string;
  /** The last day that an archive can have plays on. */
  tomorrow: string;
  keyOf: Record<CountedKind, naive.KeyOf>;
}

async function play(life: Life): Promise<Scene> {
  await stage.reset();
  const db = stage.db();
  const { timeZone, now, played } = life;
  const { deps, user } = await settledListener(db, life);
  const keys = (rows: readonly { id: number; name: string }[]): naive.KeyOf => {
    const byName = new Map(rows.map(({ id, name }) => [name, id]));
    return (name) => byName.get(name) ?? -1;
  };
  const tracks = await db.track.findMany();
  const keyOf = {
    track: keys(tracks.map(({ name, recordingId }) => ({ name, id: recordingId }))),
    release: keys(tracks),
    artist: keys(await db.artist.findMany()),
    album: keys(await db.album.findMany()),
  };
  const all = naive.countedPlays(played, timeZone, keyOf.release);
  const { day: today } = naive.clockOf(now.getTime(), timeZone);
  const { day: tomorrow } = naive.clockOf(now.getTime() + DAY, timeZone);
  const first = Math.min(...played.map(({ endedAt }) => endedAt.getTime()));
  const firstDay = played.length > 0 ? naive.clockOf(first, timeZone).day : '9999-12-31';
  return { deps, user, all, firstDay, today, tomorrow, keyOf };
}

/** The days that are answered: none beyond today; a range that begins later is left alone. */
function answered(range: Range, { today }: Scene): Range {
  const { preset, from, to } = resolveRange(range, today);
  const isAhead = from !== null && from > today;
  return { preset, from, to: to !== null && to > today && !isAhead ? today : to };
}

const runs = { numRuns: repetitions(2, 16), seed: 20261122 } as const;
const everyLife = (check: (scene: Scene, range: Range) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(lives, async (life) => {
      const scene = await play(life);
      for (const range of life.ranges) await check(scene, range);
    }),
    runs,
  );

it('totals, comparison, genres, discovery, diversity and sessions agree with a recount', async () => {
  await everyLife(async (scene, range) => {
    const { deps, user, all, keyOf } = scene;
    const asked = answered(range, scene);
    const mine = naive.within(all, asked);
    expect(await getTotals(deps, user, range)).toEqual(naive.totals(mine));
    const before = comparedRange(asked, deps.clock.now(), user.timeZone);
    const compared = await getComparison(deps, user, range);
    const previous = before && naive.totals(naive.within(all, before));
    expect(compared).toMatchObject({
      range: asked,
      previousRange: before,
      current: naive.totals(mine),
      previous,
    });
    const begun = before?.from != null && scene.firstDay <= before.from;
    const isComparable = begun && previous !== null && previous.plays > 0;
    expect(compared.change.plays).toBe(isComparable ? mine.length / previous.plays - 1 : null);
    expect(await getGenres(deps, user, range)).toEqual({ range: asked, ...naive.genres(mine) });
    expect(await getDiscovery(deps, user, range)).toMatchObject(naive.discovery(all, mine));
    const diversity = await getDiversity(deps, user, range);
    const { artists, effectiveArtists } = naive.diversity(mine, keyOf.artist);
    expect(diversity.artists).toBe(artists);
    expect(diversity.effectiveArtists).toBeCloseTo(effectiveArtists, 9);
    expect(await getSessions(deps, user, range)).toEqual({ range: asked, ...naive.sessions(mine) });
  });
});

it('top lists are in the order of a recount, with the ranks of the range before, page by page', async () => {
  await everyLife(async (scene, range) => {
    const { deps, user, all, keyOf } = scene;
    const asked = answered(range, scene);
    const before = comparedRange(asked, deps.clock.now(), user.timeZone);
    for (const kind of ['track', 'release', 'artist', 'album'] as const) {
      for (const by of ['plays', 'time'] as const) {
        const expected = naive.ranking(naive.within(all, asked), kind, by, keyOf[kind]);
        const then = before ? naive.ranking(naive.within(all, before), kind, by, keyOf[kind]) : [];
        const pages: Top[] = [];
        for (const offset of [0, 3, 6])
          pages.push(await getTop(deps, user, kind, range, { by, limit: 3, offset }));
        expect(pages[0]?.total).toBe(expected.length);
        const isNew = await getTop(deps, user, kind, range, { by, limit: 50, isNew: true });
        const firsts = expected.filter(({ name }) => {
          const first = all.find((play) => naive.namesOf[kind](play).includes(name));
          return first && naive.within([first], asked).length > 0;
        });
        expect(isNew.entries.map(({ name }) => name)).toEqual(firsts.map(({ name }) => name).slice(0, 50));
        const entries = pages.flatMap((page) => page.entries);
        expect(
          entries.map(({ name, plays, listenedMs, rank, previousRank }) => ({
            name,
            plays,
            listenedMs,
            rank,
            previousRank,
          })),
        ).toEqual(
          expected.map((entry, index) => ({
            ...entry,
            rank: index + 1,
            previousRank: then.findIndex(({ name }) => name === entry.name) + 1 || null,
          })),
        );
        for (const { name, firstPlayedAt } of entries) {
          const first = all.find((p) => naive.namesOf[kind](p).includes(name));
          expect(firstPlayedAt).toBe(new Date(first?.at ?? 0).toISOString());
        }
      }
    }
  });
});

it('the sum of hours is the sum of days is the total, in every unit and on the very days the zone had', async () => {
  await everyLife(async (scene, range) => {
    const { deps, user, all, today, tomorrow } = scene;
    const { timeZone } = user;
    const asked = answered(range, scene);
    const mine = naive.within(all, asked);
    const first = asked.from ?? all[0]?.day;
    // Days to come are left out, unless something was played on them all the same.
    const reached = all.reduce((latest, { day }) => (day > latest ? day : latest), today);
    const last = asked.to !== null && asked.to < reached ? asked.to : reached;
    const days =
      first === undefined || first > last || first > tomorrow ? [] : naive.realDays(first, last, timeZone);
    const calendar = await getCalendar(deps, user, range);
    expect(calendar).toMatchObject({ range: asked, unit: 'day', days: naive.calendar(mine, days) });
    expect(calendar.days).toHaveLength(days.length);
    const activity = await getActivity(deps, user, range);
    expect(activity.plays).toEqual(naive.activity(mine));
    const cells = activity.plays.flat();
    expect(activity.busiest?.plays ?? 0).toBe(Math.max(0, ...cells));
    const total = (points: readonly { plays: number; listenedMs: number }[]) => [
      points.reduce((sum, { plays }) => sum + plays, 0),
      points.reduce((sum, { listenedMs }) => sum + listenedMs, 0),
    ];
    const { plays, listenedMs } = naive.totals(mine);
    expect(cells.reduce((a, b) => a + b, 0)).toBe(plays);
    expect(total(calendar.days)).toEqual([plays, listenedMs]);
    for (const unit of days.length > 41
      ? (['week', 'month', 'year'] as const)
      : (['hour', 'day', 'month'] as const)) {
      // Monday, Saturday, Sunday.
      const firstWeekday = [0, 5, 6][days.length % 3] ?? 0;
      const trends = await getTrends(deps, { ...user, firstWeekday }, range, unit);
      expect(total(trends.points)).toEqual([plays, listenedMs]);
      const starts = trends.points.map(({ start }) => start);
      expect(starts).toEqual([...new Set(starts)].sort());
      const now = naive.clockOf(deps.clock.now().getTime(), timeZone);
      if (unit === 'hour') expect(starts).toEqual(naive.hours(days, now, mine));
      const before = previousRange(asked, today);
      const then = before ? naive.totals(naive.within(all, before)) : { plays: 0, listenedMs: 0 };
      expect(total(trends.previous)).toEqual([then.plays, then.listenedMs]);
    }
  });
});

it('streaks count the days that the zone had', async () => {
  await everyLife(async ({ deps, user, all, today }) => {
    expect(await getStreaks(deps, user)).toMatchObject(naive.streaks(all, today, user.timeZone));
  });
});

it('history pages through every play once, from any day on, with or without a search', async () => {
  await everyLife(async ({ deps, user, all, keyOf }, { to }) => {
    for (const q of [undefined, 'ARTIST 1', 'track 3']) {
      const seen: { at: number; name: string }[] = [];
      let cursor: string | undefined;
      do {
        const query = { cursor, limit: 7, q, ...(to === null ? {} : { before: to }) };
        const page = await getHistory(deps, user, query);
        seen.push(...page.plays.map((p) => ({ at: Date.parse(p.playedAt), name: p.name })));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      // Every word, in whichever name of the play.
      const words = q?.toLowerCase().split(' ') ?? [];
      const matchesFilter = ({ track, artists, album }: naive.Counted) =>
        words.every((word) => [track, ...artists, album ?? ''].some((name) => name.includes(word)));
      const expected = naive
        .within(all, { from: null, to })
        .filter(matchesFilter)
        .sort((a, b) => b.at - a.at || keyOf.release(b.track) - keyOf.release(a.track));
      expect(seen).toEqual(expected.map(({ at, track }) => ({ at, name: track })));
    }
  });
});

it('the page of a track, artist or album shows its plays, rank, days and hours', async () => {
  await everyLife(async (scene, range) => {
    const { deps, user, all, keyOf } = scene;
    const mine = naive.within(all, answered(range, scene));
    const idOf = (kind: EntityKind, name: string) => keyOf[kind === 'track' ? 'release' : kind](name);
    for (const kind of ['track', 'artist', 'album'] as const) {
      const ranking = naive.ranking(all, kind, 'plays', keyOf[kind]);
      for (const [index, entry] of ranking.slice(0, 3).entries()) {
        const isOf = (play: naive.Counted) => naive.namesOf[kind](play).includes(entry.name);
        const page = await getEntityPage(deps, user, kind, idOf(kind, entry.name), range);
        expect(page).toMatchObject({ ...entry, kind, rank: index + 1 });
        expect(page?.activity.plays).toEqual(naive.activity(mine.filter(isOf)));
        const drawn = page?.trend.points.reduce((sum, { plays }) => sum + plays, 0);
        expect(drawn).toBe(mine.filter(isOf).length);
        const last = mine.filter(isOf).sort((a, b) => b.at - a.at);
        const shown = kind === 'track' ? last.slice(0, 5) : [];
        expect(page?.lastPlays).toEqual(shown.map(({ at }) => new Date(at).toISOString()));
        const tracksBy = kind === 'album' ? 'release' : 'track';
        const listed = naive.ranking(mine.filter(isOf), tracksBy, 'plays', keyOf[tracksBy]);
        const figures = ({ name, plays, listenedMs }: Figures) => ({ name, plays, listenedMs });
        if (kind !== 'track') expect(page?.topTracks.map(figures)).toEqual(listed.map(figures));
        if (kind === 'artist') {
          const albums = naive.ranking(mine.filter(isOf), 'album', 'plays', keyOf.album);
          expect(page?.albums.map(figures)).toEqual(albums.map(figures));
          for (const { name, playedTracks } of page?.albums ?? []) {
            const ofArtist = mine.filter((p) => p.album === name && isOf(p));
            expect(playedTracks).toBe(new Set(ofArtist.map((p) => p.track)).size);
          }
        }
        if (kind === 'album') {
          const inRange = (name: string) => mine.filter((p) => p.track === name).length;
          const ever = new Set(all.filter(isOf).map((p) => p.track));
          const listed = page?.tracks.filter(({ status }) => status === 'played') ?? [];
          expect(new Map(listed.map(({ name, plays }) => [name, plays]))).toEqual(
            new Map([...ever].map((name) => [name, inRange(name)])),
          );
        }
      }
    }
  });
});

it('leaves the stored figures as the plays say they are', async () => {
  await everyLife(async ({ deps }) => {
    expect((await verifyArchive(deps)).differences).toEqual([]);
  });
});
