import { DAY } from '@/lib/shared/time';

const WAIT_MS = 7 * DAY;

/** A calendar entry a week from now that leads back to the import, as an address that a link can download. */
export function reminderHref(appUrl: string, now: Date): string {
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
  const at = now.getTime() + WAIT_MS;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Audiospective//Import//EN',
    'BEGIN:VEVENT',
    `UID:import-${dayOf(now.getTime())}@audiospective`,
    `DTSTAMP:${dayOf(now.getTime())}T000000Z`,
    `DTSTART;VALUE=DATE:${dayOf(at)}`,
    `DTEND;VALUE=DATE:${dayOf(at + DAY)}`,
    'SUMMARY:Has Spotify sent your listening history?',
    `DESCRIPTION:Import it at ${appUrl}/import`,
    `URL:${appUrl}/import`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(`${lines.join('\r\n')}\r\n`)}`;
}
