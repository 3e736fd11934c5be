import type { Range } from './range';
import { addDays, countDays, weekdayOf } from './range-days';

/**
 * Whether an hour of the week, 0 for Monday, lies in the days of a range and has begun: only then it can have been silent.
 * @param now the hour on the listener's clock, YYYY-MM-DDTHH
 */
export function hoursReached(
  { from, to }: Pick<Range, 'from' | 'to'>,
  now: string,
): (weekday: number, hour: number) => boolean {
  const today = now.slice(0, 10);
  const last = to === null || to > today ? today : to;
  const count = from === null ? Number.POSITIVE_INFINITY : Math.max(0, countDays(from, last));
  if (count > 7) return () => true;
  const days = Array.from({ length: count }, (_, index) => addDays(last, -index));
  return (weekday, hour) =>
    days.some((day) => weekdayOf(day) === weekday && `${day}T${String(hour).padStart(2, '0')}` <= now);
}
