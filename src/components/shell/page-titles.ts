import { rangeTitle } from '@/components/analytics/range-labels';
import { type FilterNames, filterLabel } from '@/components/history/plays-filter-labels';
import { fullDay } from '@/lib/shared/analytics/calendar-days';
import type { Range } from '@/lib/shared/analytics/range';
import type { CountedKind } from '@/lib/shared/analytics/statistics';
import { isFiltered, type PlaysFilter } from '@/lib/shared/history/plays-filter';
import { plainText } from '@/lib/shared/named-text';

/** Titles that tell tabs apart. */

/** "Top albums, all time" */
export function topTitle(kind: CountedKind, range: Range, isNew: boolean, locale: string): string {
  const what = kind === 'release' ? 'tracks' : `${kind}s`;
  return `Top ${isNew ? 'new ' : ''}${what}, ${rangeTitle(range, locale)}`;
}

/** "“ibanez” – Search" */
export const searchTitle = (query: string): string => (query ? `“${query}” – Search` : 'Search');

interface HistoryChoice {
  q: string;
  before: string | null;
  filter: PlaysFilter;
}

/** "History, 2 May 2021", "“ibanez” – History", "Plays of Blink, Mondays at 21:00 – History" */
export function historyTitle(
  { q, before, filter }: HistoryChoice,
  names: FilterNames | null,
  locale: string,
): string {
  if (q) return `“${q}” – History`;
  if (before) return `History, ${fullDay(before, locale)}`;
  const { from, to, ...others } = filter;
  if (isFiltered({ ...others, from: null, to: null }))
    return `${plainText(filterLabel(filter, names, locale, 'Plays'))} – History`;
  return from || to ? `History, ${rangeTitle({ preset: null, from, to }, locale)}` : 'History';
}
