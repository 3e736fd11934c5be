import type { DaySpan } from './archive-span';
import { countDays, defaultUnit } from './range-days';
import type { Unit } from './statistics';

/** The most points that one series of an answer has. */
export const MOST_POINTS = 1_000;

const COARSER: readonly Unit[] = ['hour', 'day', 'week', 'month', 'year'];

/** The requested unit, or the one that suits the days; the next coarser one while there would be too many points. */
export function unitFor(days: DaySpan, asked?: Unit): Unit {
  const wanted = asked ?? defaultUnit({ preset: null, ...days });
  const length = countDays(days.from, days.to);
  const units = COARSER.slice(COARSER.indexOf(wanted));
  return units.find((unit) => pointsOf(length, unit) <= MOST_POINTS) ?? 'year';
}

/** The most points that this many days can have, whichever day they begin on. */
function pointsOf(days: number, unit: Unit): number {
  switch (unit) {
    case 'hour':
      return 24 * days;
    case 'day':
      return days;
    case 'week':
      return Math.ceil(days / 7) + 1;
    case 'month':
      return Math.ceil(days / 28) + 1;
    case 'year':
      return Math.ceil(days / 365) + 1;
  }
}
