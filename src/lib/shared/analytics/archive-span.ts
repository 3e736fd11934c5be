import { EARLIEST_PLAY_END, latestPlayEnd } from '@/lib/shared/history/play-bounds';
import type { Range } from './range';
import { localDay } from './range-instants';

/** First and last day of a stretch, YYYY-MM-DD, both included. */
export interface DaySpan {
  from: string;
  to: string;
}

/** The days of the listener's calendar on which an archive can have plays at all: no loop over days goes beyond them. */
export const archiveSpan = (now: Date, timeZone: string): DaySpan => ({
  from: localDay(new Date(EARLIEST_PLAY_END), timeZone),
  to: localDay(new Date(latestPlayEnd(now)), timeZone),
});

/** The days of a stretch that lie within the span; null where none does. */
export function daysWithin(days: DaySpan, span: DaySpan): DaySpan | null {
  const from = days.from < span.from ? span.from : days.from;
  const to = days.to > span.to ? span.to : days.to;
  return from <= to ? { from, to } : null;
}

/** The range with each end drawn in to the span. A range wholly outside stays as it is: it has no plays. */
export function clampRange(range: Range, span: DaySpan): Range {
  const days = daysWithin({ from: range.from ?? span.from, to: range.to ?? span.to }, span);
  if (!days) return range;
  return { ...range, from: range.from && days.from, to: range.to && days.to };
}
