import { dateFormatter, numberFormatter, unbroken } from './formatters';
import { plural } from './plural';
import { firstWeekday, hasTwelveHours } from './reader-locale';
import { wholeMinutes } from './time';

/** A figure and its unit, separate because they have different font weights. */
export interface Figure {
  figure: string;
  unit: string;
}

/** Between two facts on a line: where the line breaks, the dot stays with what is before it, and no line begins with one. */
export const SEPARATOR = '\u00a0· ';

/** All formatting that depends on the reader's locale and time zone. */
export interface ReaderFormat {
  locale: string;
  timeZone: string;
  /** The first day of the reader's week: 0 for Monday to 6 for Sunday. */
  firstWeekday: number;
  number(value: number): string;
  /** "1 play", "1,204 plays": the number in the reader's locale, the word in English. */
  count(value: number, one: string, many?: string): string;
  /** Listening time as one large figure: minutes below an hour, then hours, up to ten with their tenths. Rounded. */
  listened(ms: number): Figure;
  /** "14:32", "2:32 PM" */
  time(iso: string): string;
  /** "12 May 2026" */
  day(iso: string): string;
  /** "12 May 2026, 14:32" */
  dayAndTime(iso: string): string;
  /** "12 May 2026, 15:04–18:40"; both days where they differ. */
  range(fromIso: string, toIso: string): string;
  /** "Friday, 20 November", without the year: for headings of recent days. */
  weekday(iso: string): string;
  /** The calendar day in the reader's zone, as a sortable key: "2026-11-20". */
  dayKey(iso: string): string;
}

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/**
 * Formatters for one reader. The same input gives the same text on every machine, whatever the server's locale and zone. A
 * time zone that this runtime does not know is replaced by UTC.
 */
export function createReaderFormat(reader: { locale: string; timeZone: string }): ReaderFormat {
  const { locale } = reader;
  const timeZone = knownTimeZone(reader.timeZone);
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const formatter = dateFormatter(locale, { timeZone, ...options });
    return (iso: string) => formatter.format(new Date(iso));
  };
  const clock = clockOf(locale);
  const day = dates(DAY);
  const dayAndTime = dates({ ...DAY, ...clock });
  const numbers = numberFormatter(locale, {});
  const ranges = dateFormatter(locale, { timeZone, ...DAY, ...clock });
  const keys = dateFormatter('en-CA', { timeZone, dateStyle: 'short' });
  const number = (value: number) => numbers.format(value);
  return {
    locale,
    timeZone,
    firstWeekday: firstWeekday(locale),
    number,
    count: (value, one, many = `${one}s`) => `${number(value)} ${plural(value, one, many)}`,
    listened: (ms) => listenedFigure(ms, number),
    time: dates(clock),
    day: (iso) => unbroken(day(iso)),
    dayAndTime: (iso) => unbroken(dayAndTime(iso)),
    range: (from, to) => ranges.formatRange(new Date(from), new Date(to)),
    weekday: dates({ weekday: 'long', day: 'numeric', month: 'long' }),
    dayKey: (iso) => keys.format(new Date(iso)),
  };
}

/** Two digits of the hour, but none too many on a clock of twelve. */
const clockOf = (locale: string) =>
  ({ hour: hasTwelveHours(locale) ? 'numeric' : '2-digit', minute: '2-digit' }) as const;

/** "23:30", "11:30 PM": a time HH:MM on the reader's clock. */
export const clockTime = (time: string, locale: string): string =>
  dateFormatter(locale, { timeZone: 'UTC', ...clockOf(locale) }).format(Date.parse(`2024-01-01T${time}:00Z`));

/** "21:00", "9 PM": a full hour of the reader's clock. */
export const clockHour = (hour: number, locale: string): string =>
  dateFormatter(locale, {
    timeZone: 'UTC',
    ...(hasTwelveHours(locale) ? { hour: 'numeric' } : clockOf(locale)),
  }).format(Date.UTC(2024, 0, 1, hour));

function listenedFigure(ms: number, number: (value: number) => string): Figure {
  const minutes = wholeMinutes(ms);
  if (minutes < 60) return { figure: number(minutes), unit: plural(minutes, 'minute') };
  // "1 hour" would hide up to half of it.
  const tenths = Math.round(minutes / 6);
  const shown = tenths < 100 ? tenths / 10 : Math.round(minutes / 60);
  return { figure: number(shown), unit: plural(shown, 'hour') };
}

function knownTimeZone(timeZone: string): string {
  try {
    return dateFormatter('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
