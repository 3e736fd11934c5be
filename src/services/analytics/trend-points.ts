import { type DaySpan, daysWithin } from '@/lib/shared/analytics/archive-span';
import type { ArchivedStretches, Stretch } from '@/lib/shared/analytics/archived-time';
import type { Range } from '@/lib/shared/analytics/range';
import { bucketOf, lastDayOf, weekdayOf } from '@/lib/shared/analytics/range-days';
import { bucketsOf, localHour } from '@/lib/shared/analytics/range-instants';
import type { TrendPoint, Unit } from '@/lib/shared/analytics/statistics';
import type { BucketRow } from '@/repositories/analytics/find-day-counts';

/** How the days of a range are cut into buckets of the listener's calendar. */
interface Cut {
  days: DaySpan;
  unit: Unit;
  /** `firstWeekday`: the day on which weeks begin, 0 for Monday, the default, to 6 for Sunday. */
  reader: { timeZone: string; firstWeekday?: number };
}

export interface Buckets extends Cut {
  now: Date;
}

/**
 * One point for every bucket of the days that has begun, including those without plays, and for those to come that have
 * plays all the same. `rows` may be in any order.
 */
export function toTrendPoints(
  buckets: Buckets,
  rows: readonly BucketRow[],
  stretches: ArchivedStretches,
): TrendPoint[] {
  const { days, unit, reader } = buckets;
  const known = new Map(rows.map((row) => [row.start, row]));
  const archivedOf = archivedIn(buckets, stretches);
  const isPartial = partialIn(buckets);
  const latest = startOf(localHour(buckets.now, reader.timeZone), buckets);
  const shown = bucketsOf(days.from, days.to, unit, reader.timeZone, reader.firstWeekday).filter(
    (start) => start <= latest || known.has(start),
  );
  return shown.map((start) => ({
    start,
    plays: known.get(start)?.plays ?? 0,
    listenedMs: known.get(start)?.listenedMs ?? 0,
    ...archivedOf(start),
    isPartial: isPartial(start),
  }));
}

/**
 * How much of a bucket the archive covers; where the range cuts the bucket, of the days inside. Call in chronological
 * order.
 */
export function archivedIn(
  cut: Cut,
  { archived, lacking }: ArchivedStretches,
): (start: string) => Pick<TrendPoint, 'archived' | 'hasBeginning'> {
  const begins = archived[0]?.from;
  const [isLacking, isArchived, lacksLater] = [
    touchedBy(lacking, cut),
    touchedBy(archived, cut),
    touchedBy(
      lacking.filter(({ to }) => to !== begins),
      cut,
    ),
  ];
  return (start) => {
    // All are called each time, because each continues where it stopped.
    const [lacks, has, later] = [isLacking(start), isArchived(start), lacksLater(start)];
    if (!lacks) return { archived: 'all' };
    if (!has) return { archived: 'none' };
    return later ? { archived: 'part' } : { archived: 'part', hasBeginning: true };
  };
}

/** Whether a stretch touches a bucket. Call in chronological order: each stretch is looked at once, however many there are. */
function touchedBy(found: readonly Stretch[], cut: Cut): (start: string) => boolean {
  const { days, reader } = cut;
  const stretches = found
    .map(({ from, to }) => ({ from: hourAt(from, reader.timeZone), to: hourAt(to - 1, reader.timeZone) }))
    .filter(({ from, to }) => from.slice(0, 10) <= days.to && to.slice(0, 10) >= days.from)
    .map(({ from, to }) => ({ first: startOf(from, cut), last: startOf(to, cut) }))
    .sort((a, b) => (a.first < b.first ? -1 : 1));
  let next = 0;
  let reached = '';
  return (start) => {
    for (let stretch = stretches[next]; stretch && stretch.first <= start; stretch = stretches[next]) {
      if (stretch.last > reached) reached = stretch.last;
      next += 1;
    }
    return reached >= start;
  };
}

/** The local hour of an instant, ms UTC; '' for one before all time. */
const hourAt = (at: number, timeZone: string): string =>
  at === Number.NEGATIVE_INFINITY ? '' : localHour(new Date(at), timeZone);

/** The start of the bucket that holds a local hour. */
const startOf = (hour: string, { unit, reader: { firstWeekday } }: Cut): string =>
  unit === 'hour' || hour === '' ? hour : bucketOf(hour.slice(0, 10), unit, firstWeekday);

/**
 * The reader with weeks that begin on another day: each week of the previous range then has as many of its days as the
 * week it is compared with.
 */
export function inStep<Reader extends { firstWeekday?: number }>(
  user: Reader,
  { from }: Range,
  before: Range | null,
): Reader {
  if (!from || !before?.from) return user;
  return {
    ...user,
    firstWeekday: ((user.firstWeekday ?? 0) + weekdayOf(before.from) - weekdayOf(from) + 7) % 7,
  };
}

/** Whether a bucket is cut by an end of the days, or not over yet. */
export function partialIn({ days, unit, reader: { timeZone }, now }: Buckets): (start: string) => boolean {
  const hour = localHour(now, timeZone);
  if (unit === 'hour') return (start) => start === hour;
  const today = hour.slice(0, 10);
  return (start) => {
    const last = lastDayOf(start, unit);
    return start < days.from || last > days.to || (start <= today && last >= today);
  };
}

/**
 * The days to show: from the first play where the beginning is open, to today or the last play, also where the range goes
 * on, because days to come were not silent; and nothing beyond the span. Null where no day is left.
 */
export function shownDays(
  range: { from: string | null; to: string | null },
  known: { first: string; last: string } | null,
  { today, span }: { today: string; span: DaySpan },
): DaySpan | null {
  const from = range.from ?? known?.first;
  if (from === undefined) return null;
  const reached = known && known.last > today ? known.last : today;
  const to = range.to === null || range.to > reached ? reached : range.to;
  return daysWithin({ from, to }, span);
}
