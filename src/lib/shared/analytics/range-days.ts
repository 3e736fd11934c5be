import { ALL_TIME, type Preset } from '@/lib/shared/analytics/range-presets';
import { DAY } from '@/lib/shared/time';
import type { Range } from './range';
import type { Unit } from './statistics';

/** Arithmetic on calendar days written YYYY-MM-DD, which compare as text. Independent of time zones. */

export const PRESET_DAYS: Record<Exclude<Preset, 'all'>, number> = {
  '1d': 1,
  '7d': 7,
  '30d': 30,
  '90d': 90,
  '1y': 365,
};

/** The database knows no year 0. */
const WRITTEN = /^(?!0000)\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a valid calendar day; 2023-02-29 is not. */
export function isCalendarDay(text: string): boolean {
  if (!WRITTEN.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** Milliseconds since 1970 of the day's midnight as if it were in UTC. */
export const utcMidnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);

const FIRST_WRITABLE = utcMidnight('0001-01-01');
const LAST_WRITABLE = utcMidnight('9999-12-31');

/** Ends at the first and last day that four digits of a year can write. */
export const addDays = (day: string, days: number): string => {
  const at = utcMidnight(day) + days * DAY;
  return new Date(Math.max(FIRST_WRITABLE, Math.min(at, LAST_WRITABLE))).toISOString().slice(0, 10);
};

/** How many days from the first to the last, both included. */
export const countDays = (from: string, to: string): number =>
  (utcMidnight(to) - utcMidnight(from)) / DAY + 1;

/** Of so few days neither the hours of the week nor movements in a ranking say anything. */
export const isShorterThanAWeek = ({ from, to }: Pick<Range, 'from' | 'to'>): boolean =>
  from !== null && to !== null && countDays(from, to) < 7;

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: string): number => (new Date(utcMidnight(day)).getUTCDay() + 6) % 7;

/**
 * Fills in the days of a preset: `Nd` is today and the N - 1 days before it, `1y` today and the 364 before. Other ranges
 * stay as they are. `today` is the listener's.
 */
export function resolveRange(range: Range, today: string): Range {
  if (range.preset === null) return range;
  if (range.preset === 'all') return ALL_TIME;
  return { preset: range.preset, from: addDays(today, 1 - PRESET_DAYS[range.preset]), to: today };
}

/** The month or year before a whole one, else the same number of days right before; null where there is no beginning. */
export function previousRange(range: Range, today: string): Range | null {
  const { from, to } = resolveRange(range, today);
  if (from === null) return null;
  const unit = calendarUnit({ from, to });
  if (unit === 'month' || unit === 'year') {
    const last = addDays(from, -1);
    return { preset: null, from: bucketOf(last, unit), to: last };
  }
  const length = Math.max(1, countDays(from, to ?? today));
  return { preset: null, from: addDays(from, -length), to: addDays(from, -1) };
}

/** Which whole stretch of the calendar the days are: a month, a year, or neither. */
export function calendarUnit({ from, to }: Pick<Range, 'from' | 'to'>): 'month' | 'year' | null {
  if (from === null || to === null) return null;
  const units = ['month', 'year'] as const;
  return units.find((unit) => bucketOf(from, unit) === from && lastDayOf(from, unit) === to) ?? null;
}

/** The unit that shows a range in a readable number of steps: to 2 days hours, to 92 days, to 2 years weeks, else months. */
export function defaultUnit(range: Range): Unit {
  const days = lengthOf(range);
  if (days <= 2) return 'hour';
  if (days <= 92) return 'day';
  return days <= 731 ? 'week' : 'month';
}

function lengthOf({ preset, from, to }: Range): number {
  if (preset !== null && preset !== 'all') return PRESET_DAYS[preset];
  return from === null || to === null ? Number.POSITIVE_INFINITY : countDays(from, to);
}

/** The 1st of the month after the month of `day`. */
export const firstOfNextMonth = (day: string): string =>
  `${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;

/** The last day of a bucket, inclusive. */
export function lastDayOf(start: string, unit: Unit): string {
  const day = start.slice(0, 10);
  if (unit === 'week') return addDays(day, 6);
  if (unit === 'month') return addDays(firstOfNextMonth(day), -1);
  return unit === 'year' ? `${day.slice(0, 4)}-12-31` : day;
}

/** The first day of the bucket that holds the day. `firstWeekday`: of the reader's week, 0 for Monday to 6 for Sunday. */
export function bucketOf(day: string, unit: Exclude<Unit, 'hour'>, firstWeekday = 0): string {
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
  }
}
