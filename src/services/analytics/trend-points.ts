import { type DaySpan, daysWithin } from '@/lib/shared/analytics/archive-span';
import { bucketOf } from '@/lib/shared/analytics/range-days';
import { bucketsOf } from '@/lib/shared/analytics/range-instants';
import type { TrendPoint, Unit } from '@/lib/shared/analytics/statistics';
import type { BucketRow } from '@/repositories/analytics/find-day-counts';
import type { GapHours } from '@/repositories/analytics/find-gap-hours';

/** One point for every bucket of the days, including those without plays. `rows` may be in any order. */
export function toTrendPoints(
  { from, to }: DaySpan,
  unit: Unit,
  timeZone: string,
  rows: readonly BucketRow[],
  gaps: readonly GapHours[],
): TrendPoint[] {
  const known = new Map(rows.map((row) => [row.start, row]));
  const isTouched = touchedBy(gaps, unit);
  return bucketsOf(from, to, unit, timeZone).map((start) => ({
    start,
    plays: known.get(start)?.plays ?? 0,
    listenedMs: known.get(start)?.listenedMs ?? 0,
    hasGap: isTouched(start),
  }));
}

/** Whether a gap touches a bucket. Ask in the order of time: each gap is looked at once, however many there are. */
function touchedBy(gaps: readonly GapHours[], unit: Unit): (start: string) => boolean {
  const stretches = gaps
    .map((gap) => ({ first: startOf(gap.from, unit), last: startOf(gap.to, unit) }))
    .sort((a, b) => (a.first < b.first ? -1 : 1));
  let next = 0;
  let reached = '';
  return (start) => {
    for (let gap = stretches[next]; gap && gap.first <= start; gap = stretches[next]) {
      if (gap.last > reached) reached = gap.last;
      next += 1;
    }
    return reached >= start;
  };
}

/** The start of the bucket that holds an hour (YYYY-MM-DDTHH). */
const startOf = (hour: string, unit: Unit): string =>
  unit === 'hour' ? hour : bucketOf(hour.slice(0, 10), unit);

/**
 * The days to show: an open end reaches from the first play, or to today or the last play, and nothing lies beyond the
 * span. Null where no day is left.
 */
export function shownDays(
  range: { from: string | null; to: string | null },
  known: { first: string; last: string } | null,
  { today, span }: { today: string; span: DaySpan },
): DaySpan | null {
  const from = range.from ?? known?.first;
  if (from === undefined) return null;
  const to = range.to ?? (known && known.last > today ? known.last : today);
  return daysWithin({ from, to }, span);
}
