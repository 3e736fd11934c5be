import { DAY } from '@/lib/shared/time';

const digits = (length: number) => (number: number) => String(number).padStart(length, '0');
const TWO = Array.from({ length: 60 }, (_, number) => digits(2)(number));
const THREE = Array.from({ length: 1000 }, (_, number) => digits(3)(number));

/**
 * Writes instants (ms since 1970) as ISO 8601 without a zone, YYYY-MM-DDTHH:MM:SS.mmm. Made for millions of instants in
 * the order of time: the day is written once for all of its plays, which makes it several times faster than Date.
 */
export function createIsoText(): (at: number) => string {
  let dayStart = Number.NaN;
  let day = '';
  return (at) => {
    const start = Math.floor(at / DAY) * DAY;
    if (start !== dayStart) {
      dayStart = start;
      day = new Date(start).toISOString().slice(0, 11);
    }
    const rest = at - start;
    const [hours, minutes] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60];
    return `${day}${TWO[hours]}:${TWO[minutes]}:${TWO[Math.floor(rest / 1000) % 60]}.${THREE[rest % 1000]}`;
  };
}

/** A distance from UTC in minutes, as ISO 8601 writes it: +05:45. */
export function offsetText(minutes: number): string {
  const distance = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${TWO[Math.floor(distance / 60)]}:${TWO[distance % 60]}`;
}
