import { offsetMinutes } from '@/lib/shared/analytics/range-instants';
import { DAY } from '@/lib/shared/time';

/**
 * A zone's offset from UTC at an instant, in minutes; called millions of times in chronological order. Most days have one
 * offset; on a day on which it changes, each instant is looked up.
 */
export function createLocalOffset(timeZone: string): (at: number) => number {
  let [from, to, offset] = [0, 0, 0];
  return (at) => {
    if (at >= from && at < to) return offset;
    const day = Math.floor(at / DAY) * DAY;
    const [first, last] = [offsetMinutes(day, timeZone), offsetMinutes(day + DAY - 1, timeZone)];
    if (first !== last) return offsetMinutes(at, timeZone);
    [from, to, offset] = [day, day + DAY, first];
    return offset;
  };
}
