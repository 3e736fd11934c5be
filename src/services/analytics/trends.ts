import { AppError } from '@/lib/app-error';
import type { Range } from '@/lib/shared/analytics/range';
import { countDays, defaultUnit, previousRange } from '@/lib/shared/analytics/range-days';
import type { Calendar, TrendPoint, Trends, Unit } from '@/lib/shared/analytics/statistics';
import { findDayBounds } from '@/repositories/analytics/find-day-bounds';
import { findDayCounts, findHourCounts } from '@/repositories/analytics/find-day-counts';
import { findGapHours, type GapHours } from '@/repositories/analytics/find-gap-hours';
import {
  answerCached,
  daysIn,
  ONE_HOUR,
  type ReadDeps,
  resolved,
  type StatisticsUser,
  todayOf,
} from './read-deps';
import { type ShownDays, shownDays, toTrendPoints } from './trend-points';

const MOST_DAYS_BY_HOUR = 92;

/** Plays over time, beside the previous range. Throws a validation error for more than 92 days by hour. */
export function getTrends(deps: ReadDeps, user: StatisticsUser, range: Range, unit?: Unit): Promise<Trends> {
  const asked = resolved(deps, user, range);
  const today = todayOf(deps, user);
  const question = { name: 'trends', params: [asked, unit ?? null, today], ttlSeconds: ONE_HOUR };
  return answerCached(deps, user, question, async () => {
    const [bounds, gaps] = await Promise.all([findDayBounds(deps.db, user), findGapHours(deps.db, user)]);
    const shown = shownDays(asked, bounds, today);
    const steps = stepsFor(shown, unit);
    const before = previousRange(range, today);
    const [points, previous] = await Promise.all([
      shown ? pointsOf(deps, user, shown, steps, gaps) : [],
      before ? pointsOf(deps, user, shownDays(before, null, today), steps, gaps) : [],
    ]);
    return { range: asked, unit: steps, points, previous };
  });
}

/** The requested unit, or the one that suits the days. Throws a validation error for too many hours. */
export function stepsFor(shown: ShownDays | null, unit: Unit | undefined): Unit {
  const steps = unit ?? (shown ? defaultUnit({ preset: null, ...shown }) : 'month');
  if (steps === 'hour' && shown && countDays(shown.from, shown.to) > MOST_DAYS_BY_HOUR)
    throw new AppError(
      'VALIDATION_ERROR',
      `unit: hours are available for ${MOST_DAYS_BY_HOUR} days at most`,
      {
        field: 'unit',
      },
    );
  return steps;
}

async function pointsOf(
  deps: ReadDeps,
  user: StatisticsUser,
  shown: ShownDays | null,
  unit: Unit,
  gaps: readonly GapHours[],
): Promise<TrendPoint[]> {
  if (!shown) return [];
  const rows =
    unit === 'hour'
      ? await findHourCounts(deps.db, user, shown)
      : await findDayCounts(deps.db, user, shown, unit);
  return toTrendPoints(shown, unit, user.timeZone, rows, gaps);
}

/** Every day of the range that the listener's calendar had; for all time from the first play on. */
export function getCalendar(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Calendar> {
  const asked = resolved(deps, user, range);
  const today = todayOf(deps, user);
  const question = { name: 'calendar', params: [asked, today], ttlSeconds: ONE_HOUR };
  return answerCached(deps, user, question, async () => {
    const [bounds, gaps, rows] = await Promise.all([
      findDayBounds(deps.db, user),
      findGapHours(deps.db, user),
      findDayCounts(deps.db, user, daysIn(asked), 'day'),
    ]);
    const shown = shownDays(asked, bounds, today);
    const points = shown ? toTrendPoints(shown, 'day', user.timeZone, rows, gaps) : [];
    return { range: asked, days: points.map(({ start, ...figures }) => ({ day: start, ...figures })) };
  });
}
