import type { DaySpan } from '@/lib/shared/analytics/archive-span';
import { type ArchivedStretches, isUnarchived } from '@/lib/shared/analytics/archived-time';
import { MOST_POINTS, unitFor } from '@/lib/shared/analytics/chart-unit';
import type { Range } from '@/lib/shared/analytics/range';
import { previousRange } from '@/lib/shared/analytics/range-days';
import type { Calendar, TrendPoint, Trends, Unit } from '@/lib/shared/analytics/statistics';
import { findDayBounds } from '@/repositories/analytics/find-day-bounds';
import { findDayCounts, findHourCounts } from '@/repositories/analytics/find-day-counts';
import { archivedOf } from './archived-days';
import { answerCached, type ReadDeps, resolved, type StatisticsUser, spanOf, todayOf } from './read-deps';
import { inStep, shownDays, toTrendPoints } from './trend-points';

/** Plays over time, beside the previous range; in a coarser unit than requested where that gives 1,000 points at most. */
export function getTrends(deps: ReadDeps, user: StatisticsUser, range: Range, unit?: Unit): Promise<Trends> {
  const asked = resolved(deps, user, range);
  const ends = { today: todayOf(deps, user), span: spanOf(deps, user) };
  const question = {
    name: 'trends',
    params: [asked, unit ?? null, ends],
  };
  return answerCached(deps, user, question, async () => {
    const [bounds, archived] = await Promise.all([
      findDayBounds(deps.db, user, ends.span),
      archivedOf(deps, user),
    ]);
    const shown = shownDays(asked, bounds, ends);
    const used = shown ? unitFor(shown, unit) : (unit ?? 'month');
    const before = previousRange(asked, ends.today);
    const [points, previous] = await Promise.all([
      pointsOf(deps, user, shown, used, archived),
      pointsOf(deps, inStep(user, asked, before), before && shownDays(before, null, ends), used, archived),
    ]);
    return { range: asked, unit: used, points, previous };
  });
}

async function pointsOf(
  deps: ReadDeps,
  user: StatisticsUser,
  shown: DaySpan | null,
  unit: Unit,
  archived: ArchivedStretches,
): Promise<TrendPoint[]> {
  if (!shown) return [];
  const rows =
    unit === 'hour'
      ? await findHourCounts(deps.db, user, shown)
      : await findDayCounts(deps.db, user, shown, unit);
  const buckets = { days: shown, unit, reader: user, now: deps.clock.now() };
  return toTrendPoints(buckets, rows, archived);
}

/**
 * Every day of the range that the listener's calendar had, for all time from the first play on; weeks or months where
 * there are more than `mostDays`.
 */
export function getCalendar(
  deps: ReadDeps,
  user: StatisticsUser,
  range: Range,
  mostDays = MOST_POINTS,
): Promise<Calendar> {
  const asked = resolved(deps, user, range);
  const ends = { today: todayOf(deps, user), span: spanOf(deps, user) };
  const question = {
    name: 'calendar',
    params: [asked, ends, mostDays],
  };
  return answerCached(deps, user, question, async () => {
    const [bounds, archived] = await Promise.all([
      findDayBounds(deps.db, user, ends.span),
      archivedOf(deps, user),
    ]);
    const shown = shownDays(asked, bounds, ends);
    const days = await pointsOf(deps, user, shown, 'day', archived);
    const unit = shown && days.length > mostDays ? unitFor(shown, 'week') : 'day';
    const points = unit === 'day' ? days : await pointsOf(deps, user, shown, unit, archived);
    return {
      range: asked,
      unit,
      days: points.map(({ start, ...figures }) => ({ day: start, ...figures })),
      activeDays: days.filter(({ plays }) => plays > 0).length,
      archivedDays: days.filter((day) => day.start <= ends.today && !isUnarchived(day)).length,
    };
  });
}
