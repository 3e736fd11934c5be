export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** The zone's offset from UTC at an instant, in ms. Computed once per zone and hour. */
function zoneOffset(zone: string, atMs: number): number {
  const hour = Math.floor(atMs / HOUR);
  const key = `${zone} ${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = readOffset(zone, hour * HOUR);
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function readOffset(zone: string, atMs: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  formats.set(zone, format);
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(atMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute) - atMs;
}

/** The instant (ms UTC) of a local wall-clock time: `day` counts calendar days since 1970-01-01. */
export function localTime(zone: string, day: number, msOfDay: number): number {
  const wall = day * DAY + msOfDay;
  const guess = wall - zoneOffset(zone, wall);
  return wall - zoneOffset(zone, guess);
}

/** The calendar day (since 1970-01-01) and the hour (0–23) that the zone's clocks show. */
export function localClock(zone: string, atMs: number): { day: number; hour: number } {
  const wall = atMs + zoneOffset(zone, atMs);
  return { day: Math.floor(wall / DAY), hour: Math.floor((wall % DAY) / HOUR) };
}

/** Months since 1970-01, of a calendar day. */
export function monthOf(day: number): number {
  const date = new Date(day * DAY);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The first calendar day of a month since 1970-01. */
export function firstDayOf(month: number): number {
  return Date.UTC(1970, month, 1) / DAY;
}
