import { dayLabel, fullDay, yearLabel } from '@/lib/shared/analytics/calendar-days';
import type { Range } from '@/lib/shared/analytics/range';
import { lastDayOf, weekdayOf } from '@/lib/shared/analytics/range-days';
import type { TrendPoint, Unit } from '@/lib/shared/analytics/statistics';
import { clockHour } from '@/lib/shared/format';
import type { PlaysFilter } from '@/lib/shared/history/plays-filter';
import { firstWeekday } from '@/lib/shared/reader-locale';

/** How many labels fit under a chart. */
const MOST_TICKS = 12;

/** From this share of the width on, half of a label does not fit beside the middle of its bar. */
const AT_THE_END = 0.97;

/** Of longer labels, as "21 Sept", fewer fit on narrow screens. */
const LONG_TEXT = 4;
const MOST_LONG_TICKS = 4;

export interface AxisTick {
  index: number;
  text: string;
  /** Hidden on narrow screens, where fewer labels fit. */
  isMinor: boolean;
}

/** Which buckets have a label: the first of each larger unit where there are many, except a last one that does not fit. */
export function trendTicks(points: TrendPoint[], unit: Unit, locale: string): AxisTick[] {
  const found = points.flatMap((point, index) => {
    const text = tickText(point.start, points[index - 1]?.start, unit, points.length, locale);
    const fits = (index + 0.5) / points.length <= AT_THE_END;
    return text && fits ? [{ index, text }] : [];
  });
  const ticks = found.length > 0 ? found : firstOnly(points, locale);
  const every = Math.ceil(ticks.length / MOST_TICKS);
  const mostNarrow = ticks.some(({ text }) => text.length > LONG_TEXT) ? MOST_LONG_TICKS : MOST_TICKS / 2;
  const shown = ticks.filter((_, position) => position % every === 0);
  const everyNarrow = Math.ceil(shown.length / mostNarrow);
  return shown.map((tick, position) => ({ ...tick, isMinor: position % everyNarrow !== 0 }));
}

function firstOnly(points: TrendPoint[], locale: string) {
  const [first] = points;
  return first ? [{ index: 0, text: fullDay(first.start, locale) }] : [];
}

function tickText(start: string, before: string | undefined, unit: Unit, count: number, locale: string) {
  switch (unit) {
    case 'hour':
      return hourTick(start, count, locale);
    case 'day':
      return dayTick(start, count, locale);
    case 'week':
      return isFirstOfMonth(start, before) ? dayLabel(start, locale, { month: 'short' }) : null;
    case 'month':
      return monthTick(start, count, locale);
    case 'year':
      return yearLabel(start, locale);
  }
}

/** Where there is more than one day, midnight is named after the day that begins. */
function hourTick(start: string, count: number, locale: string): string | null {
  const hour = Number(start.slice(11, 13));
  if (hour === 0 && count > 24)
    return dayLabel(start.slice(0, 10), locale, { weekday: 'short', day: 'numeric' });
  return hour % 6 === 0 ? hourOf(start, locale) : null;
}

const hourOf = (start: string, locale: string): string => clockHour(Number(start.slice(11, 13)), locale);

function dayTick(start: string, count: number, locale: string): string | null {
  if (count <= 10) return dayLabel(start, locale, { weekday: 'short', day: 'numeric' });
  if (count > 120) return start.endsWith('-01') ? dayLabel(start, locale, { month: 'short' }) : null;
  const isFirstOfWeek = weekdayOf(start) === firstWeekday(locale);
  return isFirstOfWeek ? dayLabel(start, locale, { day: 'numeric', month: 'short' }) : null;
}

function monthTick(start: string, count: number, locale: string): string | null {
  if (count <= 14) return dayLabel(start, locale, { month: 'short' });
  return start.slice(5, 7) === '01' ? yearLabel(start, locale) : null;
}

/** A week belongs to the month of its first day; the first week has no label, which could overlap the next. */
const isFirstOfMonth = (start: string, before: string | undefined): boolean =>
  before !== undefined && before.slice(0, 7) !== start.slice(0, 7);

/** A bucket in words: "12 May 2026, 14:00", "week of 11 May 2026", "May 2026". */
export function bucketName(start: string, unit: Unit, locale: string): string {
  switch (unit) {
    case 'hour':
      return `${fullDay(start, locale)}, ${hourOf(start, locale)}`;
    case 'day':
      return dayLabel(start, locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
    case 'week':
      return `week of ${fullDay(start, locale)}`;
    case 'month':
      return dayLabel(start, locale, { month: 'long', year: 'numeric' });
    case 'year':
      return yearLabel(start, locale);
  }
}

/** The plays that a bucket counts: only those within the range. */
export function bucketPlays(start: string, unit: Unit, range: Range): Partial<PlaysFilter> {
  const [first, last] = [start.slice(0, 10), lastDayOf(start, unit)];
  return {
    from: range.from !== null && range.from > first ? range.from : first,
    to: range.to !== null && range.to < last ? range.to : last,
    hour: unit === 'hour' ? Number(start.slice(11, 13)) : null,
  };
}

/** On a phone the marks of the range before are specks where there are many. */
export const beforeClass = (columns: number): string => (columns > 45 ? 'not-print:max-two:hidden' : '');
