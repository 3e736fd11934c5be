import { bucketOf } from '@/lib/shared/analytics/range-days';
import { bucketsOf } from '@/lib/shared/analytics/range-instants';
import type { TrendPoint, Unit } from '@/lib/shared/analytics/statistics';
import type { BucketRow } from '@/repositories/analytics/find-day-counts';
import type { GapHours } from '@/repositories/analytics/find-gap-hours';

/** First and last day to be shown, both included. */
export interface ShownDays {
  from: string;
  to: string;
}

/** One point for every bucket of the days, including those without plays. `rows` may be in any order. */
export function toTrendPoints(
  { from, to }: ShownDays,
  unit: Unit,
  timeZone: string,
  rows: readonly BucketRow[],
  gaps: readonly GapHours[],
): TrendPoint[] {
  const known = new Map(rows.map((row) => [row.start, row]));
  const touched = gaps.map((gap) => [startOf(gap.from, unit), startOf(gap.to, unit)] as const);
  return bucketsOf(from, to, unit, timeZone).map((start) => ({
    start,
    plays: known.get(start)?.plays ?? 0,
    listenedMs: known.get(start)?.listenedMs ?? 0,
    hasGap: touched.some(([first, last]) => first <= start && start <= last),
  }));
}

/** The start of the bucket that holds an hour (YYYY-MM-DDTHH). */
const startOf = (hour: string, unit: Unit): string =>
  unit === 'hour' ? hour : bucketOf(hour.slice(0, 10), unit);

/** The days to show where the range has an open end: from the first play, to today or the last play. */
export function shownDays(
  range: { from: string | null; to: string | null },
  known: { first: string; last: string } | null,
  today: string,
): ShownDays | null {
  const from = range.from ?? known?.first;
  if (from === undefined) return null;
  const to = range.to ?? (known && known.last > today ? known.last : today);
  return from <= to ? { from, to } : null;
}
