import { thatFit } from '@/lib/answer-size';
import type { SearchResults } from '@/lib/shared/analytics/statistics';
import { findLibraryMatches } from '@/repositories/catalogue/find-library-matches';
import { toRankedEntries } from '@/services/analytics/ranked-entries';
import { type ReadDeps, type StatisticsUser, timed } from '@/services/analytics/read-deps';
import { nameSearch } from './name-search';

/** Played entities whose name contains the text, up to `limit` of each kind, most played first. */
export async function searchLibrary(
  deps: ReadDeps,
  user: StatisticsUser,
  query: string,
  limit: number,
): Promise<SearchResults> {
  const search = nameSearch(query);
  if (search === null) return { query, artists: [], albums: [], tracks: [] };
  const [artists, albums, tracks] = await timed(deps, () =>
    Promise.all(
      (['artist', 'album', 'track'] as const).map(async (kind) =>
        thatFit(
          toRankedEntries(kind, await findLibraryMatches(deps.db, user.id, { kind, search, limit })),
          limit,
        ),
      ),
    ),
  );
  return { query, artists: artists ?? [], albums: albums ?? [], tracks: tracks ?? [] };
}
