import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewPeriod } from '@/lib/shared/analytics/year/review-period';
import { reviewRange } from '@/lib/shared/analytics/year/review-period';
import { EVERY_PLAY, type PlaysFilter } from '@/lib/shared/history/plays-filter';
import { MINUTE } from '@/lib/shared/time';
import { getTop } from '@/services/analytics/top';
import { getYearReview, hasYearReview } from '@/services/analytics/year/year-review';
import { getHistory } from '@/services/history/history';
import { listenerWho, readDeps, settledListener } from '../../statistics/listener-stage';
import { lives } from '../../statistics/lives';
import * as naive from '../../statistics/recount';
import { repetitions } from '../../support/depth';
import type { PlayedTrack } from '../../support/keep-plays';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();

type Reported = [endedAt: string, track: string, msPlayed?: number];

/** A listener with these plays, at that moment. */
async function listening(timeZone: string, now: string, reported: Reported[]) {
  await stage.reset();
  const played = reported.map(
    ([endedAt, track, msPlayed]): PlayedTrack => ({
      endedAt: new Date(endedAt),
      track,
      artists: [`Artist of ${track}`],
      album: 'A',
      durationMs: 3 * MINUTE,
      ...(msPlayed === undefined ? {} : { msPlayed }),
    }),
  );
  const user = await listenerWho(stage.db(), 'ada', { timeZone, now: new Date(now), played });
  const deps = readDeps(stage.db(), new Date(now));
  return {
    user,
    deps,
    review: (year: number, month: number | null = null) => getYearReview(deps, user, { year, month }),
  };
}

describe('a year in review', () => {
  it('begins and ends at midnight of the listener’s own calendar', async () => {
    const { review } = await listening('Pacific/Kiritimati', '2026-03-01T00:00:00Z', [
      ['2024-12-31T09:59:00Z', 'Last of 2024'],
      ['2024-12-31T10:01:00Z', 'First of 2025'],
      ['2025-12-31T09:59:00Z', 'Last of 2025'],
      ['2025-12-31T10:00:00Z', 'First of 2026'],
    ]);
    expect(await review(2025)).toMatchObject({
      year: 2025,
      month: null,
      isOver: true,
      totals: { plays: 2 },
      first: { name: 'First of 2025', day: '2025-01-01', time: '00:01' },
      last: { name: 'Last of 2025', day: '2025-12-31', time: '23:59' },
    });
    expect(await review(2026)).toMatchObject({ isOver: false, first: { name: 'First of 2026' } });
  });

  it('has the 29th of February in leap years, and every month, be it empty', async () => {
    const { review } = await listening('Europe/Berlin', '2025-06-01T12:00:00Z', [
      ['2024-02-28T12:00:00Z', 'A'],
      ['2024-02-29T12:00:00Z', 'B'],
      ['2024-03-01T12:00:00Z', 'C'],
    ]);
    const year = await review(2024);
    expect(year?.streak).toEqual({ days: 3, from: '2024-02-28', to: '2024-03-01' });
    expect(year?.points.map(({ start, plays }) => [start.slice(5, 7), plays])).toEqual(
      Array.from({ length: 12 }, (_, n) => [String(n + 1).padStart(2, '0'), n === 1 ? 2 : n === 2 ? 1 : 0]),
    );
    const month = await review(2024, 2);
    expect(month).toMatchObject({
      month: 2,
      totals: { plays: 2 },
      unit: 'week',
      range: { from: '2024-02-01', to: '2024-02-29' },
    });
  });

  it('says of a year that runs, and of one that the archive has in part, how much there is of it', async () => {
    const { review } = await listening('Europe/Berlin', '2025-03-10T12:00:00Z', [
      ['2025-03-03T12:00:00Z', 'A'],
      ['2025-03-04T12:00:00Z', 'B'],
    ]);
    const year = await review(2025);
    expect(year).toMatchObject({
      isOver: false,
      isFirst: true,
      change: null,
      completeness: { days: 69, archivedDays: 8, incompleteDays: 1 },
    });
    expect(year?.points.map(({ start, archived }) => [start, archived])).toEqual([
      ['2025-01-01', 'none'],
      ['2025-02-01', 'none'],
      ['2025-03-01', 'part'],
    ]);
  });

  it('counts no play that is too short, nowhere', async () => {
    const { deps, user, review } = await listening('UTC', '2025-06-01T12:00:00Z', [
      ['2024-05-01T12:00:00Z', 'Skipped', 4_000],
      ['2025-01-01T00:01:00Z', 'Skipped', 4_000],
      ['2025-01-02T12:00:00Z', 'Whole', 180_000],
      ['2025-01-03T12:00:00Z', 'Skipped', 4_000],
    ]);
    expect(await hasYearReview(deps, user, { year: 2024, month: null })).toBe(false);
    expect(await review(2024)).toBeNull();
    expect(await review(2025)).toMatchObject({
      totals: { plays: 1 },
      first: { name: 'Whole' },
      last: { name: 'Whole' },
      streak: { days: 1, from: '2025-01-02', to: '2025-01-02' },
      busiest: { day: '2025-01-02', plays: 1 },
      surprise: { kind: 'hour', weekday: 3, hour: 12, plays: 1 },
    });
  });

  it('has none of a year without plays, nor of one that lies ahead', async () => {
    const { review } = await listening('UTC', '2025-12-31T23:30:00Z', [['2023-05-01T12:00:00Z', 'A']]);
    expect(await review(2024)).toBeNull();
    expect(await review(2025)).toBeNull();
    expect(await review(2026)).toBeNull();
    expect(await review(2023, 6)).toBeNull();
    expect(await review(2023, 5)).not.toBeNull();
  });

  it('is surprised by the track that was played most often on one day', async () => {
    const { user, deps, review } = await listening('Asia/Kathmandu', '2025-06-01T12:00:00Z', [
      ...['00:00', '06:00', '12:00'].map((time): Reported => [`2025-02-01T${time}:00Z`, 'Loop']),
      // In Kathmandu this is the day after.
      ['2025-02-01T18:30:00Z', 'Loop'],
      ...['01:00', '03:00'].map((time): Reported => [`2025-03-01T${time}:00Z`, 'Twice']),
      ...['A', 'B', 'C', 'D'].map((track, hour): Reported => [`2025-04-01T0${hour}:00:00Z`, track]),
    ]);
    const year = await review(2025);
    expect(year?.surprise).toMatchObject({
      kind: 'loop',
      day: '2025-02-01',
      plays: 3,
      track: { name: 'Loop' },
    });
    // On the busiest day the track leads its list: a surprise is what no other screen says.
    const february = await review(2025, 2);
    expect(february?.busiest).toMatchObject({
      day: '2025-02-01',
      plays: 3,
      tracks: [{ name: 'Loop', plays: 3 }],
    });
    expect(february?.surprise).toMatchObject({ kind: 'hour' });
    const filter = { ...EVERY_PLAY, ...reviewRange({ year: 2025, month: 2 }) };
    expect((await getHistory(deps, user, { filter, limit: 9 })).plays).toHaveLength(4);
  });
});

const periodsOf = (now: Date): ReviewPeriod[] => {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth() + 1];
  return [year - 1, year].flatMap((y) => [null, 1, 12, month].map((m) => ({ year: y, month: m })));
};

it('every figure is that of a recount, and leads to exactly its plays', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      await stage.reset();
      const { timeZone, now, played } = life;
      const { deps, user } = await settledListener(stage.db(), life);
      const ids = new Map((await stage.db().track.findMany()).map(({ name, id }) => [name, id]));
      const all = naive.countedPlays(played, timeZone, (name) => ids.get(name) ?? -1);
      const { day: today } = naive.clockOf(now.getTime(), timeZone);
      const listed = async (filter: Partial<PlaysFilter>) =>
        (await getHistory(deps, user, { filter: { ...EVERY_PLAY, ...filter }, limit: 100 })).plays.length;
      for (const period of periodsOf(now)) {
        const range = reviewRange(period);
        const mine = range.from > today ? [] : naive.within(all, range);
        const review = await getYearReview(deps, user, period);
        expect(review === null).toBe(mine.length === 0);
        if (review === null) continue;
        expect(review.totals).toEqual(naive.totals(mine));
        expect(review.first.playedAt).toBe(new Date(mine[0]?.at ?? 0).toISOString());
        expect(review.last.playedAt).toBe(new Date(mine.at(-1)?.at ?? 0).toISOString());
        expect(review.discovery).toMatchObject(naive.discovery(all, mine));
        const { longest } = naive.streaks(mine, mine.at(-1)?.day ?? today, timeZone);
        expect(review.streak).toEqual(longest);
        const perDay = naive.calendar(mine, [...new Set(mine.map(({ day }) => day))].sort());
        const busiest = perDay.toSorted((a, b) => b.plays - a.plays || (a.day < b.day ? -1 : 1))[0];
        expect(review.busiest).toMatchObject(busiest ?? {});
        expect(review.points.reduce((sum, { plays }) => sum + plays, 0)).toBe(mine.length);
        const { busiest: busy, surprise, discovery } = review;
        expect(await listed({ from: busy.day, to: busy.day })).toBe(busy.plays);
        if (surprise.kind === 'loop') {
          const { day, track } = surprise;
          expect(await listed({ from: day, to: day, entity: track })).toBe(surprise.plays);
          const onOneDay = mine.map((p) =>
            mine.filter((q) => q.day === p.day && q.recording === p.recording),
          );
          expect(surprise.plays).toBe(Math.max(...onOneDay.map(({ length }) => length)));
        } else {
          const { weekday, hour, plays } = surprise;
          expect(await listed({ ...range, weekday, hour })).toBe(plays);
        }
        for (const entry of [...review.artists, ...review.tracks, ...review.albums])
          expect(await listed({ from: range.from, to: range.to, entity: entry })).toBe(entry.plays);
        const fresh = await getTop(deps, user, 'track', range, { by: 'plays', limit: 50, isNew: true });
        expect(fresh.total).toBe(discovery.newTracks);
      }
    }),
    { numRuns: repetitions(3, 24), seed: 20261129 },
  );
});
