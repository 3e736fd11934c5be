import type { RangePair } from '@/lib/shared/analytics/look-back-schema';
import type { Range } from '@/lib/shared/analytics/range';
import { type ReadDeps, resolved, type StatisticsUser, withOneVersion } from '../read-deps';
import { getTop } from '../top';
import { getTotals } from '../totals';

const MOST_ARTISTS = 5;

/** Any two ranges beside each other, whatever their lengths. */
export async function compareRanges(
  deps: ReadDeps,
  user: StatisticsUser,
  { a, b }: { a: Range; b: Range },
): Promise<RangePair> {
  const once = withOneVersion(deps);
  const [first, second] = await Promise.all([sideOf(once, user, a), sideOf(once, user, b)]);
  const change = (of: 'plays' | 'listenedMs' | 'tracks' | 'artists') =>
    second.totals[of] > 0 ? first.totals[of] / second.totals[of] - 1 : null;
  return {
    a: first,
    b: second,
    change: {
      plays: change('plays'),
      listenedMs: change('listenedMs'),
      tracks: change('tracks'),
      artists: change('artists'),
    },
  };
}

async function sideOf(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<RangePair['a']> {
  const [totals, top] = await Promise.all([
    getTotals(deps, user, range),
    getTop(deps, user, 'artist', range, { by: 'plays', limit: MOST_ARTISTS }),
  ]);
  return { range: resolved(deps, user, range), totals, artists: top.entries };
}
