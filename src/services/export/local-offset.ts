import { offsetMinutes } from '@/lib/shared/analytics/range-instants';
import { DAY } from '@/lib/shared/time';

/**
 * How far a zone is east of UTC at a moment, in minutes, asked millions of times in the order of time. Most days have
 * one offset; on a day on which it changes every moment is looked up for itself.
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
