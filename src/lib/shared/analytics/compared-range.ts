import { Temporal } from 'temporal-polyfill';
import { MINUTE } from '@/lib/shared/time';
import type { ComparedRange, Range } from './range';
import { addDays, countDays, previousRange } from './range-days';
import { localDay } from './range-instants';

/** Finer would compute everything anew with each minute. */
const STEP_MS = 15 * MINUTE;

/**
 * The range before, up to the same moment as the range has reached by now: of a range that is not over, the part that has
 * passed is compared with the same part of the one before, to a quarter of an hour. Null where the range has no beginning.
 */
export function comparedRange(range: Range, now: Date, timeZone: string): ComparedRange | null {
  const today = localDay(now, timeZone);
  const before = previousRange(range, today);
  if (!before?.from || before.to === null || range.from === null) return null;
  const isOver = range.to !== null && range.to < today;
  if (isOver || range.from > today) return { ...before, until: null };
  const last = addDays(before.from, countDays(range.from, today) - 1);
  // The range before may be shorter: there is no 31 September.
  if (last > before.to) return { ...before, until: null };
  return { ...before, to: last, until: sameTimeOn(last, now, timeZone) };
}

function sameTimeOn(day: string, now: Date, timeZone: string): string {
  const rounded = Math.floor(now.getTime() / STEP_MS) * STEP_MS;
  const time = Temporal.Instant.fromEpochMilliseconds(rounded).toZonedDateTimeISO(timeZone).toPlainTime();
  // Rounded down over midnight, it is the day's beginning.
  const isToday = localDay(new Date(rounded), timeZone) === localDay(now, timeZone);
  const at = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone,
    plainTime: isToday ? time : Temporal.PlainTime.from('00:00'),
  });
  return new Date(at.epochMilliseconds).toISOString();
}
