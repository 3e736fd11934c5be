import { thatFit } from '@/lib/answer-size';
import type { RankedEntry, SearchResults } from '@/lib/shared/analytics/statistics';
import { findLibraryMatches, findNearestNames } from '@/repositories/catalogue/find-library-matches';
import { toRankedEntries } from '@/services/analytics/ranked-entries';
import { type ReadDeps, type StatisticsUser, timed } from '@/services/analytics/read-deps';
import { nameSearch } from './name-search';

/**
 * Played entities whose name has all words of the text, up to `limit` of each kind, most played first; where there are none,
 * those whose names come nearest.
 */
export function searchLibrary(
  deps: ReadDeps,
  user: StatisticsUser,
  query: string,
  limit: number,
): Promise<SearchResults> {
  const search = nameSearch(query);
  if (search === null) return Promise.resolve({ query, ...NOTHING, isNearest: false });
  return timed(deps, async () => {
    const asked = { deps, user, search, limit };
    const found = await eachKind(findLibraryMatches, asked);
    if (found.artists.length + found.albums.length + found.tracks.length > 0)
      return { query, ...found, isNearest: false };
    return {
      query,
      ...(await eachKind(findNearestNames, { ...asked, limit: Math.min(limit, MOST_NEAREST) })),
      isNearest: true,
    };
  });
}

/** After the first few the names only share some letters with the text. */
const MOST_NEAREST = 5;

type Found = Pick<SearchResults, 'artists' | 'albums' | 'tracks'>;

const NOTHING: Found = { artists: [], albums: [], tracks: [] };

interface Search {
  deps: ReadDeps;
  user: StatisticsUser;
  search: NonNullable<ReturnType<typeof nameSearch>>;
  limit: number;
}

async function eachKind(
  find: typeof findLibraryMatches,
  { deps, user, search, limit }: Search,
): Promise<Found> {
  const of = async (kind: 'artist' | 'album' | 'track'): Promise<RankedEntry[]> =>
    thatFit(toRankedEntries(kind, await find(deps.db, user.id, { kind, search, limit })), limit);
  const [artists, albums, tracks] = await Promise.all([of('artist'), of('album'), of('track')]);
  return { artists, albums, tracks };
}
