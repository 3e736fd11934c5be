import type { Metadata } from 'next';
import { NoPlaysYet } from '@/components/analytics/nothing-played';
import { countOf, MATCHES_SHOWN, type SearchStart, SearchView } from '@/components/catalogue/search-view';
import { searchTitle } from '@/components/shell/page-titles';
import { deps, statisticsDeps } from '@/lib/build-deps';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { LONGEST_QUERY } from '@/lib/shared/catalogue/longest-query';
import { requireUser } from '@/middleware/session';
import type { StatisticsUser } from '@/services/analytics/read-deps';
import { getTop } from '@/services/analytics/top';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { searchLibrary } from '@/services/catalogue/search';
import { findExclusionsNamed } from '@/services/history/exclusions';
import { type Asked, oneOf } from '../../page-range';
import { readerFormat } from '../../reader';

export async function generateMetadata({ searchParams }: PageProps<'/search'>): Promise<Metadata> {
  return { title: searchTitle(queryOf(await searchParams)) };
}

/** How many of each kind at first; even, so that the last card can have two columns. */
const MOST_PLAYED = 6;

export default async function SearchPage({ searchParams }: PageProps<'/search'>) {
  const user = await requireUser();
  const { countedPlays, hasLeftOut } = await getConnectionCheck(deps(), user.id);
  if (countedPlays === 0 && !hasLeftOut) return <NoPlaysYet title="Search" hasLeftOut={false} />;
  const query = queryOf(await searchParams);
  const results = query ? await searchLibrary(statisticsDeps(), user, query, MATCHES_SHOWN + 1) : null;
  const leftOut = await findExclusionsNamed(deps(), user.id, query);
  const isFound = leftOut.length > 0 || (results !== null && countOf(results) > 0);
  const start = isFound ? null : await mostPlayed(user);
  return <SearchView results={results} start={start} leftOut={leftOut} format={await readerFormat()} />;
}

async function mostPlayed(user: StatisticsUser): Promise<SearchStart> {
  const top = async (kind: EntityKind) => {
    const page = { by: 'plays', limit: MOST_PLAYED } as const;
    return (await getTop(statisticsDeps(), user, kind, ALL_TIME, page)).entries;
  };
  const [artists, albums, tracks] = await Promise.all([top('artist'), top('album'), top('track')]);
  return { artists, albums, tracks };
}

const queryOf = ({ q }: Asked): string => (oneOf(q) ?? '').trim().slice(0, LONGEST_QUERY);
