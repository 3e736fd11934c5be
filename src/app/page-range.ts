import type { Range } from '@/lib/shared/analytics/range';
import { addDays } from '@/lib/shared/analytics/range-days';
import {
  parseRange,
  parseRangeText,
  type RangeError as WrongRange,
} from '@/lib/shared/analytics/range-parse';
import type { Preset } from '@/lib/shared/analytics/range-presets';

/** The parameters of a page's address, as Next hands them in. */
export type Asked = Record<string, string | string[] | undefined>;

/** One parameter; the first of several, and nothing for an empty one (a form sends those). */
export function oneOf(value: string | string[] | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return first === '' ? undefined : first;
}

/** Each parameter as `oneOf` gives it. */
export const eachOnce = (asked: Asked): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, oneOf(value)]));

export interface PageRange {
  range: Range;
  problem: WrongRange | null;
}

/** The days a page is about. An address that cannot be read gives the page's own range, and what is wrong with it. */
export function readRange(asked: Asked, fallback: Preset): PageRange {
  const range = oneOf(asked.range);
  const [from, to] = inOrder(oneOf(asked.from), oneOf(asked.to));
  const own: Range = { preset: fallback, from: null, to: null };
  if (range === undefined && from === undefined && to === undefined) return { range: own, problem: null };
  const read = parseRange({ range, from, to });
  return read.ok ? { range: read.value, problem: null } : { range: own, problem: read.error };
}

/** One of several ranges: `name` has it as one text, or a form gives its days as `nameFrom` and `nameTo`. */
export function readRangeText(asked: Asked, name: string, own: Range): PageRange {
  const [from, to] = inOrder(oneOf(asked[`${name}From`]), oneOf(asked[`${name}To`]));
  const text = from !== undefined || to !== undefined ? `${from ?? ''}..${to ?? ''}` : oneOf(asked[name]);
  if (text === undefined) return { range: own, problem: null };
  const [first, last] = text.split('..');
  const read = parseRangeText(first && last && first > last ? `${last}..${first}` : text);
  return read.ok ? { range: read.value, problem: null } : { range: own, problem: read.error };
}

/** Swaps reversed dates. */
export const inOrder = (from: string | undefined, to: string | undefined) =>
  from !== undefined && to !== undefined && from > to ? [to, from] : [from, to];

/** The last year, or all there is while the archive is younger: most of a first year would be empty. Days as YYYY-MM-DD. */
export const ownRange = (firstDay: string, today: string): Preset =>
  firstDay > addDays(today, -365) ? 'all' : '1y';
