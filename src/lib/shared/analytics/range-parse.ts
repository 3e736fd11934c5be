import { ALL_TIME, PRESETS, type Preset } from '@/lib/shared/analytics/range-presets';
import { err, ok, type Result } from '@/lib/shared/result';
import type { Range } from './range';
import { isCalendarDay } from './range-days';

/** An invalid range: the field, and a message for the reader. */
export interface RangeError {
  field: 'range' | 'from' | 'to';
  message: string;
}

/** As the URL has it. */
export interface RangeInput {
  range?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

// Wide enough for "since ever"; a year outside is a typing error. What is computed ends where archives do: `clampRange`.
const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2099-12-31';

const isPreset = (text: string): text is Preset => PRESETS.some((preset) => preset === text);

/**
 * Reads a range: a preset, or first and last day (YYYY-MM-DD, both included; one of them may be missing). Nothing given
 * means all time. The days of a preset are filled in by `resolveRange`, which knows the listener's today.
 */
export function parseRange({ range, from, to }: RangeInput): Result<Range, RangeError> {
  if (range !== undefined && (from !== undefined || to !== undefined))
    return err({ field: 'range', message: 'must stand alone, without from and to' });
  if (range !== undefined && !isPreset(range))
    return err({ field: 'range', message: `must be one of ${PRESETS.join(', ')}` });
  if (range !== undefined && isPreset(range)) return ok({ preset: range, from: null, to: null });
  if (from === undefined && to === undefined) return ok(ALL_TIME);
  const wrong = wrongDay('from', from) ?? wrongDay('to', to);
  if (wrong) return err(wrong);
  if (from !== undefined && to !== undefined && from > to)
    return err({ field: 'from', message: 'must not be later than to' });
  return ok({ preset: null, from: from ?? null, to: to ?? null });
}

function wrongDay(field: 'from' | 'to', day: string | undefined): RangeError | null {
  if (day === undefined) return null;
  if (!isCalendarDay(day)) return { field, message: 'must be a day of the calendar, written YYYY-MM-DD' };
  if (day < FIRST_DAY || day > LAST_DAY)
    return { field, message: `must lie between ${FIRST_DAY} and ${LAST_DAY}; leave it out for no limit` };
  return null;
}

/** Reads a range of one text: a preset, or `FROM..TO`, of which one may be missing. */
export function parseRangeText(text: string): Result<Range, RangeError> {
  const [from, to, ...rest] = text.split('..');
  if (rest.length > 0) return err({ field: 'range', message: 'must be a range' });
  return parseRange(to === undefined ? { range: text } : { from: from || undefined, to: to || undefined });
}

/** The inverse of parseRangeText. */
export const rangeTextOf = ({ preset, from, to }: Range): string => preset ?? `${from ?? ''}..${to ?? ''}`;
