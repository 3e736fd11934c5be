import type { DaySpan } from '@/lib/shared/analytics/archive-span';
import type { Range } from '@/lib/shared/analytics/range';
import { addDays, countDays } from '@/lib/shared/analytics/range-days';

/** Whatever is counted from the plays of a range covers at most a year of it, so that it costs the same for any archive. */
const MOST_DAYS = 366;

/** The last 366 days of the range up to `last`, or its first 366 where it begins later; a shorter range as it is. */
export function yearAtMost({ from, to }: Pick<Range, 'from' | 'to'>, last: string): DaySpan {
  if (from !== null && to !== null && countDays(from, to) <= MOST_DAYS) return { from, to };
  const latest = from !== null && from > last ? addDays(from, MOST_DAYS - 1) : last;
  const end = to === null || to > latest ? latest : to;
  const begin = addDays(end, 1 - MOST_DAYS);
  return { from: from !== null && from > begin ? from : begin, to: end };
}

/** These days as a range; the requested range itself where they are all of it. */
export const rangeOf = (asked: Range, { from, to }: DaySpan): Range => ({
  preset: asked.from === from && asked.to === to ? asked.preset : null,
  from,
  to,
});

/** Short stretches are shown by week, others by month. */
export const unitOfYear = ({ from, to }: DaySpan): 'week' | 'month' =>
  countDays(from, to) <= 92 ? 'week' : 'month';
