import type { Range } from '@/lib/shared/analytics/range';
import type { Genres } from '@/lib/shared/analytics/statistics';
import { findGenres } from '@/repositories/analytics/find-genres';
import {
  answerCached,
  daysIn,
  type ReadDeps,
  resolved,
  SIX_HOURS,
  type StatisticsUser,
  UNTIL_DETAILS_ARRIVE,
} from './read-deps';

const GENRES_LISTED = 100;

/** The genres of the plays, most played first, and how many plays have no known genre. */
export function getGenres(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Genres> {
  const asked = resolved(deps, user, range);
  let isAwaited = false;
  const ttlSeconds = () => (isAwaited ? UNTIL_DETAILS_ARRIVE : SIX_HOURS);
  return answerCached(deps, user, { name: 'genres', params: asked, ttlSeconds }, async () => {
    const found = await findGenres(deps.db, user, daysIn(asked), GENRES_LISTED);
    const { plays, known, genres } = found;
    isAwaited = found.isAwaited;
    const share = (of: number) => (plays === 0 ? 0 : of / plays);
    return {
      range: asked,
      genres: genres.map((genre) => ({ ...genre, share: share(genre.plays) })),
      unknownPlays: plays - known,
      unknownShare: share(plays - known),
      plays,
    };
  });
}
