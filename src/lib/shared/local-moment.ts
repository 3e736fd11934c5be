import { Temporal } from 'temporal-polyfill';

/** YYYY-MM-DDTHH:MM, as a browser's field for a date and a time gives it. */
export const LOCAL_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/**
 * The instant at which the zone's clock shows this. Where it shows it twice, the first one; where it skips it, as long after the
 * jump. Null where the calendar has no such moment.
 */
export function localMoment(text: string, timeZone: string): Date | null {
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
