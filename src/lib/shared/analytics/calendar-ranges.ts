import type { ReaderFormat } from '@/lib/shared/format';
import { yearLabel } from './calendar-days';
import type { Range } from './range';
import { addDays, bucketOf, calendarUnit, countDays, lastDayOf, resolveRange } from './range-days';

/** A stretch of the calendar to choose. */
export interface CalendarRange {
  name: string;
  from: string;
  to: string;
}

/** Weeks, months and years up to today; years go back to that of `firstDay`. */
export function calendarRanges(
  { today, firstDay }: { today: string; firstDay: string },
  { firstWeekday, locale }: Pick<ReaderFormat, 'firstWeekday' | 'locale'>,
): CalendarRange[] {
  const week = bucketOf(today, 'week', firstWeekday);
  const unit = (name: string, day: string, of: 'month' | 'year'): CalendarRange => {
    const from = bucketOf(day, of);
    return { name, from, to: lastDayOf(from, of) };
  };
  const month = bucketOf(today, 'month');
  const year = Number(today.slice(0, 4));
  const years = Math.max(0, year - Number(firstDay.slice(0, 4)));
  return [
    { name: 'This week', from: week, to: addDays(week, 6) },
    { name: 'Last week', from: addDays(week, -7), to: addDays(week, -1) },
    unit('This month', today, 'month'),
    unit('Last month', addDays(month, -1), 'month'),
    unit('This year', today, 'year'),
    ...Array.from({ length: years }, (_, back) => `${year - 1 - back}-01-01`).map((day) =>
      unit(yearLabel(day, locale), day, 'year'),
    ),
  ];
}

/** The range right before or after: of a month or year the one beside it, else as many days. Null beyond today. */
export function steppedRange(range: Range, today: string, step: -1 | 1): Range | null {
  const { from, to } = resolveRange(range, today);
  if (from === null || to === null) return null;
  const unit = calendarUnit({ from, to });
  const days = (unit ? besideUnit({ from, to }, unit, step) : null) ?? shifted({ from, to }, step);
  return days.from > today ? null : { preset: null, ...days };
}

function besideUnit({ from, to }: { from: string; to: string }, unit: 'month' | 'year', step: -1 | 1) {
  const start = bucketOf(addDays(step < 0 ? from : to, step), unit);
  return { from: start, to: lastDayOf(start, unit) };
}

function shifted({ from, to }: { from: string; to: string }, step: -1 | 1) {
  const days = step * countDays(from, to);
  return { from: addDays(from, days), to: addDays(to, days) };
}

/** Whether the days are a whole week, month or year that is not over: it keeps its end, which lies ahead. */
export const isRunning = ({ from, to }: Range, today: string): boolean =>
  from !== null &&
  to !== null &&
  from <= today &&
  today <= to &&
  (calendarUnit({ from, to }) !== null || countDays(from, to) === 7);
