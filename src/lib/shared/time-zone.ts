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

// V8 knows these zones by what their cities were once called.
const NAME_TODAY: Record<string, string | undefined> = {
  Asmera: 'Asmara',
  Calcutta: 'Kolkata',
  Coral_Harbour: 'Atikokan',
  Enderbury: 'Kanton',
  Faeroe: 'Faroe',
  Godthab: 'Nuuk',
  Katmandu: 'Kathmandu',
  Kiev: 'Kyiv',
  Ponape: 'Pohnpei',
  Rangoon: 'Yangon',
  Saigon: 'Ho Chi Minh',
  Truk: 'Chuuk',
};

/** A zone as it is read: America/New York, and Asia/Kolkata for Asia/Calcutta. */
export const zoneLabel = (timeZone: string): string =>
  timeZone.replace(/\w+/g, (place) => NAME_TODAY[place] ?? place).replaceAll('_', ' ');

/** Every zone to choose from, in the order of their labels: those of the runtime, and UTC. */
export function timeZoneNames(): string[] {
  const names = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
  return names.sort((a, b) => (zoneLabel(a) < zoneLabel(b) ? -1 : 1));
}

/** The time zone of a listener's statistics, and the change to another while it is in progress. */
export type TimeZoneState = z.output<typeof schema>;
