import { Temporal } from 'temporal-polyfill';
import type { Range } from './range';
import { addDays, bucketOf, countDays, resolveRange, utcMidnight } from './range-days';
import type { Unit } from './statistics';

/** Conversions between a listener's calendar and UTC. Zones are IANA names; instants are UTC. */

const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(at);

/** How far the zone's clock is ahead of UTC at an instant (ms since 1970), in whole minutes. */
export const offsetMinutes = (at: number, timeZone: string): number =>
  Math.round(instant(at).toZonedDateTimeISO(timeZone).offsetNanoseconds / 60e9);

const local = (at: Date, timeZone: string) =>
  instant(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime();

/** The day on the listener's calendar, YYYY-MM-DD; one beyond the years 1 to 9999 is shown as the last of them. */
export const localDay = (at: Date, timeZone: string): string => dayOf(local(at, timeZone));

function dayOf(at: Temporal.PlainDateTime): string {
  if (at.year < 1) return '0001-01-01';
  return at.year > 9999 ? '9999-12-31' : at.toPlainDate().toString();
}

/** The hour on the listener's clock, YYYY-MM-DDTHH. */
export function localHour(at: Date, timeZone: string): string {
  const shown = local(at, timeZone);
  return `${dayOf(shown)}T${String(shown.hour).padStart(2, '0')}`;
}

/** The time on the listener's clock, HH:MM. */
export const localTime = (at: Date, timeZone: string): string =>
  local(at, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });

/**
 * The instant at which the listener's day begins. Where the clock jumps over midnight, that is the jump; where it shows
 * midnight twice, the first one; for a day that the zone skipped, the beginning of the next.
 */
export const dayStart = (day: string, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);

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
  const length = Math.max(0, countDays(from, to));
  const days = Array.from({ length }, (_, index) => addDays(from, index));
  const skipped = new Set(jumpsAcross(from, to, timeZone) ? days.filter((d) => !hasDay(d, timeZone)) : []);
  return days.filter((day) => !skipped.has(day));
}

/** Only a zone that moved across the date line skips a day: its offset then changes by most of a day. */
function jumpsAcross(from: string, to: string, timeZone: string): boolean {
  const offset = (day: string) => offsetMinutes(utcMidnight(day), timeZone);
  return Math.abs(offset(addDays(from, -2)) - offset(addDays(to, 2))) > 12 * 60;
}

/** The starts of all buckets that the days fall into: YYYY-MM-DD, for hours YYYY-MM-DDTHH with 24 to each day. */
export function bucketsOf(
  from: string,
  to: string,
  unit: Unit,
  timeZone: string,
  firstWeekday?: number,
): string[] {
  const days = daysOf(from, to, timeZone);
  if (unit === 'hour') return days.flatMap((day) => HOURS.map((hour) => `${day}T${hour}`));
  return [...new Set(days.map((day) => bucketOf(day, unit, firstWeekday)))];
}

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
