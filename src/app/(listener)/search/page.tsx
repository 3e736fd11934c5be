import type { Metadata } from 'next';
import { SearchView } from '@/components/catalogue/search-view';
import { searchTitle } from '@/components/shell/page-titles';
import { readStatistics } from '@/middleware/read-statistics';
import { requireUser } from '@/middleware/session';
import { searchLibrary } from '@/services/catalogue/search';
import { oneOf, type SearchParameters } from '../../page-range';
import { readerFormat } from '../../reader';

export async function generateMetadata({
  searchParams,
}: {
  searchParams: SearchParameters;
}): Promise<Metadata> {
  return { title: searchTitle(queryOf(await searchParams)) };
}

const LONGEST_QUERY = 100;
const RESULTS_OF_A_KIND = 20;

export default async function SearchPage({ searchParams }: { searchParams: SearchParameters }) {
  const user = await requireUser();
  const query = queryOf(await searchParams);
  const results = query
    ? await readStatistics((deps) => searchLibrary(deps, user, query, RESULTS_OF_A_KIND))
    : null;
  return <SearchView results={results} format={await readerFormat(user.timeZone)} />;
}

const queryOf = ({ q }: Awaited<SearchParameters>): string => (oneOf(q) ?? '').trim().slice(0, LONGEST_QUERY);
