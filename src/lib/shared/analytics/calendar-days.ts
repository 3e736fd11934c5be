import { addDays, utcMidnight } from '@/lib/shared/analytics/range-days';
import { dateFormatter } from '@/lib/shared/formatters';

/** A calendar day as the reader writes it, in the given parts. Formatted as UTC: a day belongs to no zone. */
export function dayLabel(day: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return dateFormatter(locale, { timeZone: 'UTC', ...options }).format(utcMidnight(day.slice(0, 10)));
}

/** "12 May 2026" */
export const fullDay = (day: string, locale: string): string =>
  dayLabel(day, locale, { day: 'numeric', month: 'short', year: 'numeric' });

/** "5 – 31 May 2026", "30 Nov 2025 – 29 Nov 2026"; one day where both are the same. */
export const daySpan = (from: string, to: string, locale: string): string =>
  dateFormatter(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
    .formatRange(utcMidnight(from), utcMidnight(to))
    .replaceAll(/[\u2009\u202f]/g, ' ');

/** Weekday names, Monday first. */
export function weekdayNames(locale: string, width: 'short' | 'long'): string[] {
  const monday = '2024-01-01';
  return Array.from({ length: 7 }, (_, index) =>
    dayLabel(addDays(monday, index), locale, { weekday: width }),
  );
}

/** "3 March 2021" */
export const longDay = (day: string, locale: string): string =>
  dayLabel(day, locale, { day: 'numeric', month: 'long', year: 'numeric' });

/** "2021", in the reader's digits. */
export const yearLabel = (day: string, locale: string): string => dayLabel(day, locale, { year: 'numeric' });
