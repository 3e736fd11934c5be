import type { Range } from '@/lib/shared/analytics/range';
import type { Diversity } from '@/lib/shared/analytics/statistics';
import { findDiversity } from '@/repositories/analytics/find-diversity';
import { answerCached, daysIn, type ReadDeps, resolved, type StatisticsUser } from './read-deps';

/** How many artists the listening is spread over. docs/statistics.md has the formula. */
export function getDiversity(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Diversity> {
  const asked = resolved(deps, user, range);
  return answerCached(deps, user, { name: 'diversity', params: asked }, async () => {
    const { artists, effective } = await findDiversity(deps.db, user, daysIn(asked));
    const evenness = artists === 0 ? 0 : effective / artists;
    return { range: asked, effectiveArtists: effective, artists, evenness };
  });
}
