import { Temporal } from 'temporal-polyfill';
import { MINUTE } from '@/lib/shared/time';
import type { ComparedRange, Range } from './range';
import { addDays, calendarUnit, countDays, previousRange } from './range-days';
import { localDay } from './range-instants';

/** A finer step would miss the cache every minute. */
const STEP_MS = 15 * MINUTE;

/**
 * The range before, up to the same moment as the range has reached by now: of a range that is not over, the part that has
 * passed is compared with the same part of the one before, to a quarter of an hour. Null where the range has no beginning.
 */
export function comparedRange(range: Range, now: Date, timeZone: string): ComparedRange | null {
  const before = previousRange(range, localDay(now, timeZone));
  return before?.from && before.to !== null ? upToSameMoment(before, range, now, timeZone) : null;
}

/**
 * Two ranges side by side. If one is not over and the other is, and is as long or the same unit of the calendar, only
 * what had passed of the other at the same moment counts.
 */
export function comparedPair(
  [a, b]: readonly [Range, Range],
  now: Date,
  timeZone: string,
): [ComparedRange, ComparedRange] {
  const today = localDay(now, timeZone);
  const upTo = (running: Range, range: Range) =>
    isOver(range, today) && isAlike(running, range, today)
      ? upToSameMoment(range, running, now, timeZone)
      : { ...range, until: null };
  return [upTo(b, a), upTo(a, b)];
}

const isOver = ({ to }: Range, today: string): boolean => to !== null && to < today;

function isAlike(running: Range, over: Range, today: string): boolean {
  const unit = calendarUnit(running);
  if (unit !== null && unit === calendarUnit(over)) return true;
  const lengthOf = ({ from, to }: Range) => (from === null ? null : countDays(from, to ?? today));
  return lengthOf(running) === lengthOf(over);
}

/** What of a range had passed when it had run as long as `running` has by now; all of it where that is over or yet to come. */
function upToSameMoment(range: Range, running: Range, now: Date, timeZone: string): ComparedRange {
  const last = dayReached(range, running, localDay(now, timeZone));
  if (last === null) return { ...range, until: null };
  return { ...range, to: last, until: sameTimeOn(last, now, timeZone) };
}

/** The day of a range that `running` has reached today; null where all of the range counts. */
function dayReached(range: Range, running: Range, today: string): string | null {
  if (range.from === null || range.to === null || running.from === null) return null;
  if (isOver(running, today) || running.from > today) return null;
  const last = addDays(range.from, countDays(running.from, today) - 1);
  // It may be shorter: there is no 31 September.
  return last > range.to ? null : last;
}

/** Whether on that day the range is compared with a part of the one before, up to the same moment. */
export function isComparedInPart(range: Range, today: string): boolean {
  const before = previousRange(range, today);
  return before !== null && dayReached(before, range, today) !== null;
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
