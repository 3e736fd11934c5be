import { dayLabel } from '@/lib/shared/analytics/calendar-days';
import type { Range } from '@/lib/shared/analytics/range';
import { calendarUnit, lastDayOf } from '@/lib/shared/analytics/range-days';

/** A year of the listener's calendar, or one month of it (1 to 12). */
export interface ReviewPeriod {
  year: number;
  month: number | null;
}

/** Reads the parts of an address, `2026` and `05`; null for anything else. */
export function parseReviewPeriod(year: string, month?: string): ReviewPeriod | null {
  if (!/^20\d\d$/.test(year)) return null;
  if (month === undefined) return { year: Number(year), month: null };
  return /^(0[1-9]|1[0-2])$/.test(month) ? { year: Number(year), month: Number(month) } : null;
}

/** Its first and last day; the last one lies ahead while it runs. */
export function reviewRange(period: ReviewPeriod): Range & { from: string; to: string } {
  const { from, unit } = startOf(period);
  return { preset: null, from, to: lastDayOf(from, unit) };
}

function startOf({ year, month }: ReviewPeriod) {
  if (month === null) return { from: `${year}-01-01`, unit: 'year' } as const;
  return { from: `${year}-${twoDigits(month)}-01`, unit: 'month' } as const;
}

const twoDigits = (month: number): string => String(month).padStart(2, '0');

/** The period that a range is as a whole; null for any other range. */
export function periodOfRange(range: Range): ReviewPeriod | null {
  const unit = calendarUnit(range);
  if (unit === null || range.from === null) return null;
  const [year = '', month] = range.from.split('-');
  return parseReviewPeriod(year, unit === 'month' ? month : undefined);
}

/** "/year/2026", "/year/2026/05" */
export const reviewPath = ({ year, month }: ReviewPeriod): string =>
  month === null ? `/year/${year}` : `/year/${year}/${twoDigits(month)}`;

/** "2026", "May 2026". Without a locale for what is the same for all: files and titles of reports. */
export const reviewName = (period: ReviewPeriod, locale = 'en-GB'): string =>
  dayLabel(reviewRange(period).from, locale, {
    year: 'numeric',
    ...(period.month !== null && { month: 'long' }),
  });

/** The periods right before and after, of the same length. */
export function besidePeriods({ year, month }: ReviewPeriod): [before: ReviewPeriod, after: ReviewPeriod] {
  if (month === null)
    return [
      { year: year - 1, month },
      { year: year + 1, month },
    ];
  return [
    month === 1 ? { year: year - 1, month: 12 } : { year, month: month - 1 },
    month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 },
  ];
}

/** The year to look back on from 20 November to 31 January; null on other days. `today` is the listener's, YYYY-MM-DD. */
export function yearInSeason(today: string): number | null {
  const [year, day] = [Number(today.slice(0, 4)), today.slice(5)];
  if (day >= '11-20') return year;
  return day <= '01-31' ? year - 1 : null;
}
