import type { z } from 'zod';
import type { TimeZoneState as schema } from './time-zone-schema';

// An offset such as +05:45 is a zone to Intl but means the opposite sign to PostgreSQL: only names are accepted.
const NAME = /^[A-Za-z][A-Za-z0-9_]*([/+-][A-Za-z0-9_]+)*$/;

/** Whether a text is the name of a time zone, e.g. `Asia/Kathmandu`. */
export function isTimeZoneName(text: string): boolean {
  if (text.length > 64 || !NAME.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** A zone as it is read: America/New York. */
export const zoneLabel = (timeZone: string): string => timeZone.replaceAll('_', ' ');

/** Every zone to choose from, in alphabetical order: those of the runtime, and UTC. */
export function timeZoneNames(): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort();
}

/** The time zone of a listener's statistics, and the change to another while it is in progress. */
export type TimeZoneState = z.output<typeof schema>;
