import { daySpan, fullDay, weekdayNames } from '@/lib/shared/analytics/calendar-days';
import { clockHour } from '@/lib/shared/format';
import { NO_KNOWN_GENRE, type PlaysFilter } from '@/lib/shared/history/plays-filter';
import type { NamedText } from '@/lib/shared/named-text';

/** The names of what a filter is about. */
export interface FilterNames {
  name: string | null;
  albumName: string | null;
}

/** "214 plays of Cocteau Twins on Garlands, Mondays at 21:00, 1 Jan – 31 Mar 2026". `plays`: "214 plays", or "Plays". */
export function filterLabel(
  filter: PlaysFilter,
  names: FilterNames | null,
  locale: string,
  plays: string,
): NamedText {
  const { genre, until } = filter;
  const { name = null, albumName = null } = names ?? {};
  return [
    plays,
    ...(name ? [' of ', { name }] : []),
    ...(genre ? [`${name ? ', ' : ' of '}${genreLabel(genre)}`] : []),
    ...(albumName ? [' on ', { name: albumName }] : []),
    ...(until ? [' of one session'] : []),
    ...[timeLabel(filter, locale), daysLabel(filter, locale)].filter(Boolean).map((label) => `, ${label}`),
  ];
}

const genreLabel = (genre: string): string =>
  genre === NO_KNOWN_GENRE ? 'no known genre' : `the genre ${genre}`;

function timeLabel({ weekday, hour }: PlaysFilter, locale: string): string {
  const day = weekday === null ? '' : `${weekdayNames(locale, 'long')[weekday]}s`;
  return [day, hour === null ? '' : `at ${clockHour(hour, locale)}`].filter(Boolean).join(' ');
}

function daysLabel({ from, to }: PlaysFilter, locale: string): string {
  if (from && to) return daySpan(from, to, locale);
  if (from) return `since ${fullDay(from, locale)}`;
  return to ? `until ${fullDay(to, locale)}` : '';
}
