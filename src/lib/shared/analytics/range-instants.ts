import { DAY } from '@/lib/shared/time';
import type { Range } from './range';
import { addDays, bucketOf, resolveRange, utcMidnight } from './range-days';
import type { Unit } from './statistics';

/** Where the listener's calendar meets the clock. Zones are IANA names; instants are UTC. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** What the listener's clock shows, as milliseconds since 1970 of the same reading in UTC; whole seconds. */
function reading(at: number, timeZone: string): number {
  const part = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = part;
  return Date.parse(`${year?.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** How far the zone's clock is ahead of UTC at an instant (ms since 1970), in whole minutes. */
export function offsetMinutes(at: number, timeZone: string): number {
  const second = Math.floor(at / 1000) * 1000;
  return Math.round((reading(second, timeZone) - second) / 60_000);
}

/** The day on the listener's calendar, YYYY-MM-DD. */
export const localDay = (at: Date, timeZone: string): string =>
  new Date(reading(at.getTime(), timeZone)).toISOString().slice(0, 10);

/**
 * The instant at which the listener's day begins. Where the clock jumps over midnight, that is the jump; where it shows
 * midnight twice, the first one; for a day that the zone skipped, the beginning of the next.
 */
export function dayStart(day: string, timeZone: string): Date {
  const midnight = utcMidnight(day);
  const [before, after] = [midnight - DAY, midnight + DAY];
  const offsets = [before, after].map((at) => reading(at, timeZone) - at);
  const starts = offsets
    .map((offset) => midnight - offset)
    .filter((start) => reading(start, timeZone) === midnight);
  if (starts.length > 0) return new Date(Math.min(...starts));
  return new Date(firstAfter(before, after, (at) => reading(at, timeZone) >= midnight));
}

/** The first millisecond in (low, high] from which `holds` is true. */
function firstAfter(low: number, high: number, holds: (at: number) => boolean): number {
  let [no, yes] = [low, high];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** False for a day that the zone never had, such as 2011-12-30 in Pacific/Apia. */
export const hasDay = (day: string, timeZone: string): boolean =>
  localDay(dayStart(day, timeZone), timeZone) === day;

/** The half-open stretch of time [from, to) that the range's days cover; null where it has no end. */
export function rangeInstants(
  range: Range,
  timeZone: string,
  now: Date,
): { from: Date | null; to: Date | null } {
  const { from, to } = resolveRange(range, localDay(now, timeZone));
  return {
    from: from === null ? null : dayStart(from, timeZone),
    to: to === null ? null : dayStart(addDays(to, 1), timeZone),
  };
}

/** Every day from the first to the last that the zone really had. */
export function daysOf(from: string, to: string, timeZone: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  const skipped = new Set(jumpsAcross(from, to, timeZone) ? days.filter((d) => !hasDay(d, timeZone)) : []);
  return days.filter((day) => !skipped.has(day));
}

/** Only a zone that moved across the date line skips a day: its offset then changes by most of a day. */
function jumpsAcross(from: string, to: string, timeZone: string): boolean {
  const offset = (day: string) => reading(utcMidnight(day), timeZone) - utcMidnight(day);
  return Math.abs(offset(addDays(from, -2)) - offset(addDays(to, 2))) > DAY / 2;
}

/** The starts of all buckets that the days fall into: YYYY-MM-DD, for hours YYYY-MM-DDTHH with 24 to each day. */
export function bucketsOf(from: string, to: string, unit: Unit, timeZone: string): string[] {
  const days = daysOf(from, to, timeZone);
  if (unit === 'hour') return days.flatMap((day) => HOURS.map((hour) => `${day}T${hour}`));
  return [...new Set(days.map((day) => bucketOf(day, unit)))];
}

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
