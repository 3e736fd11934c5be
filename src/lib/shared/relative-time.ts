import { numberFormatter } from './formatters';
import { plural } from './plural';
import { DAY, HOUR, MINUTE } from './time';

/** "just now", "12 minutes ago", "in 3 days": whole units, rounded towards now. Times are ISO 8601. */
export function relativeTime(iso: string, now: Date, locale: string): string {
  const difference = new Date(iso).getTime() - now.getTime();
  const distance = Math.abs(difference);
  if (distance < MINUTE) return difference > 0 ? 'in less than a minute' : 'just now';
  const amount = largestUnit(distance, locale);
  return difference > 0 ? `in ${amount}` : `${amount} ago`;
}

/** "today", "1 day ago": for dates without a time. */
export function relativeDay(iso: string, now: Date, locale: string): string {
  const days = Math.floor((now.getTime() - new Date(iso).getTime()) / DAY);
  return days < 1 ? 'today' : `${counted(days, 'day', locale)} ago`;
}

function largestUnit(ms: number, locale: string): string {
  if (ms < HOUR) return counted(ms / MINUTE, 'minute', locale);
  if (ms < DAY) return counted(ms / HOUR, 'hour', locale);
  return counted(ms / DAY, 'day', locale);
}

function counted(value: number, unit: string, locale: string): string {
  const whole = Math.floor(value);
  return `${numberFormatter(locale, {}).format(whole)} ${plural(whole, unit)}`;
}
