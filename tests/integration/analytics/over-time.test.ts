import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketPlays } from '@/components/charts/trend-labels';
import type { Range } from '@/lib/shared/analytics/range';
import { bucketOf, countDays, lastDayOf } from '@/lib/shared/analytics/range-days';
import { localDay } from '@/lib/shared/analytics/range-instants';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { EVERY_PLAY, type PlaysFilter } from '@/lib/shared/history/plays-filter';
import { getGenresOverTime } from '@/services/analytics/look-back/genres-over-time';
import { getSkips } from '@/services/analytics/look-back/skips';
import type { ReadDeps, StatisticsUser } from '@/services/analytics/read-deps';
import { getHistoryScope } from '@/services/history/history';
import { listenerWho, readDeps, settledListener } from '../../statistics/listener-stage';
import { type Life, lives } from '../../statistics/lives';
import * as naive from '../../statistics/recount';
import { repetitions } from '../../support/depth';
import { ownExport } from '../../support/import/history-shapes';
import { bring, row, useImportStage } from '../../support/import-stage';
import { useStageDatabase } from '../../support/stage-database';

describe('over time', () => {
  const stage = useStageDatabase();

  interface Scene {
    deps: ReadDeps;
    user: StatisticsUser;
    life: Life;
    all: naive.Counted[];
  }

  async function play(life: Life): Promise<Scene> {
    await stage.reset();
    const all = naive.countedPlays(life.played, life.timeZone, (name) => Number(name.slice(-1)));
    return { ...(await settledListener(stage.db(), life)), life, all };
  }

  const everyLife = (check: (scene: Scene, range: Range) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(lives, async (life) => {
        const scene = await play(life);
        for (const range of life.ranges) await check(scene, range);
      }),
      { numRuns: repetitions(2, 16), seed: 20261129 },
    );

  it('genres add up to a recount, and each figure leads to exactly its plays', async () => {
    await everyLife(async ({ deps, user, all }, range) => {
      const { range: days, unit, genres, points } = await getGenresOverTime(deps, user, range);
      expect(countDays(days.from ?? '', days.to ?? '')).toBeLessThanOrEqual(366);
      const expected = naive.genres(naive.within(all, days));
      expect(genres).toEqual(expected.genres.map(({ name }) => name).slice(0, 8));
      expect(points.reduce((sum, { plays }) => sum + plays, 0)).toBe(expected.plays);
      const { archivedFrom } = await stage.db().user.findUniqueOrThrow({ where: { id: user.id } });
      const polledFrom = archivedFrom ? localDay(archivedFrom, user.timeZone) : '9999';
      const today = localDay(deps.clock.now(), user.timeZone);
      for (const { start, plays, archived } of points) {
        expect(plays > 0 || start <= today).toBe(true);
        const isCut = start <= polledFrom && polledFrom <= lastDayOf(start, unit);
        // The day on which the archive begins is archived in part, unless it begins with that day.
        const expected = start > polledFrom ? ['all'] : isCut ? ['part', 'all'] : ['none'];
        expect(expected).toContain(archived);
      }
      const listed = async (filter: Partial<PlaysFilter>) =>
        (await getHistoryScope(deps, user, { filter: { ...EVERY_PLAY, ...filter } }, { isCounted: true }))
          .plays;
      for (const { start, plays, counts } of points.filter((point) => point.plays > 0)) {
        const bucket = bucketPlays(start, unit, days);
        expect(await listed(bucket)).toBe(plays);
        for (const [place, count] of counts.entries())
          expect(await listed({ ...bucket, genre: genres[place] ?? null })).toBe(count);
      }
    });
  });

  it('genres are of the range that was asked for, though another has the same days', async () => {
    const now = new Date('2026-03-02T10:00:00Z');
    const user = await listenerWho(stage.db(), 'ada', { timeZone: 'UTC', now, played: [] });
    const deps = readDeps(stage.db(), now);
    const { range } = await getGenresOverTime(deps, user, { preset: '30d', from: null, to: null });
    const sameDays = await getGenresOverTime(deps, user, { ...range, preset: null });
    expect([range.preset, sameDays.range.preset]).toEqual(['30d', null]);
  });

  it('genres of all time begin with the first play, as the other charts of all time do', async () => {
    const now = new Date('2026-03-02T10:00:00Z');
    const played = [
      {
        endedAt: new Date('2026-02-27T12:00:00Z'),
        track: 't',
        artists: ['a'],
        album: 'b',
        durationMs: 60_000,
      },
    ];
    const user = await listenerWho(stage.db(), 'newcomer', { timeZone: 'UTC', now, played });
    const { range, points } = await getGenresOverTime(readDeps(stage.db(), now), user, ALL_TIME);
    expect(range).toEqual({ preset: 'all', from: '2026-02-27', to: '2026-03-02' });
    expect(points.map(({ start, plays, isPartial }) => [start, plays, isPartial])).toEqual([
      ['2026-02-23', 1, true],
      ['2026-03-02', 0, true],
    ]);
  });

  it('skips are the plays in files that are too short, stretch by stretch', async () => {
    await everyLife(async ({ deps, user, life }, range) => {
      const { range: days, unit, points, inFiles, skipped } = await getSkips(deps, user, range);
      const { from, to } = days;
      const mine = life.played.flatMap(({ endedAt, msPlayed }) => {
        const { day } = naive.clockOf(endedAt.getTime(), user.timeZone);
        const isIn = (from === null || day >= from) && (to === null || day <= to);
        return isIn && msPlayed !== undefined
          ? [{ start: bucketOf(day, unit === 'week' ? 'week' : 'month'), msPlayed }]
          : [];
      });
      const isShort = ({ msPlayed }: { msPlayed: number }) => msPlayed < 30_000;
      expect([inFiles, skipped]).toEqual([mine.length, mine.filter(isShort).length]);
      const starts = [...new Set(mine.map(({ start }) => start))].sort();
      expect(points).toEqual(
        starts.map((start) => {
          const here = mine.filter((play) => play.start === start);
          return { start, inFiles: here.length, skipped: here.filter(isShort).length };
        }),
      );
    });
  });
});

describe('skips of files', () => {
  const stage = useImportStage();
  const SKIPPED = { ms_played: 50_000, skipped: true };

  it('are those that a file names, of the last year that is in files, and of the artists skipped most', async () => {
    const minutes = (count: number) =>
      Array.from({ length: count }, (_, minute) => `2021-03-03T21:${10 + minute}:00Z`);
    await bring(stage(), [
      ...minutes(20).map((at, index) => row(at, { ms_played: 50_000, skipped: index < 5 })),
      ...minutes(25).map((at) =>
        row(at.replace('03-03', '03-04'), {
          ...SKIPPED,
          spotify_track_uri: 'spotify:track:other',
          master_metadata_track_name: 'Other',
          master_metadata_album_artist_name: 'Another',
        }),
      ),
      row('2019-01-01T12:00:00Z', SKIPPED),
    ]);
    const { db, kv, clock, logger } = stage().deps;
    const user = { id: stage().userId, timeZone: 'UTC' };
    const skips = await getSkips({ db, kv, clock, logger }, user, ALL_TIME);
    expect(skips).toMatchObject({
      range: { preset: null, from: '2020-03-04', to: '2021-03-04' },
      filesUntil: '2021-03-04',
      unit: 'month',
      inFiles: 45,
      skipped: 30,
      points: [{ start: '2021-03-01', inFiles: 45, skipped: 30 }],
    });
    expect(skips.artists.map(({ name, inFiles, skipped }) => [name, inFiles, skipped])).toEqual([
      ['Another', 25, 25],
      [expect.any(String), 20, 5],
    ]);
  });

  it('are those of the same days after an export of ours, which also covers what was polled later', async () => {
    const play = { playedAt: '2026-11-02T12:00:00.000Z', track: 't', msPlayed: null, sources: ['poll'] };
    const inFile = { playedAt: '2021-03-03T21:10:00.000Z', msPlayed: 50_000, sources: ['extended_history'] };
    await bring(stage(), {
      ...ownExport(),
      plays: [{ ...play, ...inFile, skipped: true }, play],
      gaps: [],
      archived: [{ from: '2021-03-03T21:10:00.000Z', to: '2026-11-03T00:00:00.000Z' }],
    });
    const { db, kv, clock, logger } = stage().deps;
    const user = { id: stage().userId, timeZone: 'UTC' };
    const skips = await getSkips({ db, kv, clock, logger }, user, ALL_TIME);
    expect(skips).toMatchObject({ filesUntil: '2021-03-03', inFiles: 1, skipped: 1 });
    // From there the plays are read backwards, not from the last that was polled.
    const { covers } = await db.importJob.findFirstOrThrow();
    expect(covers).toMatchObject({ reportedUntil: '2021-03-03T21:10:00.000Z' });
  });

  it('are unknown without a file', async () => {
    const { db, kv, clock, logger } = stage().deps;
    const user = { id: stage().userId, timeZone: 'UTC' };
    const skips = await getSkips({ db, kv, clock, logger }, user, ALL_TIME);
    expect(skips).toMatchObject({ filesUntil: null, inFiles: 0, points: [], artists: [] });
  });
});
