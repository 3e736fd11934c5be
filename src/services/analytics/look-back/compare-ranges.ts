import { thatFit } from '@/lib/answer-size';
import type { RangePair } from '@/lib/shared/analytics/look-back-schema';
import type { Range } from '@/lib/shared/analytics/range';
import type { RankedEntry } from '@/lib/shared/analytics/statistics';
import { findTop } from '@/repositories/analytics/find-top';
import { findTotals } from '@/repositories/analytics/find-totals';
import { getArchivedDays, isWhole } from '../archived-days';
import { toRankedEntry } from '../ranked-entries';
import {
  answerCached,
  daysIn,
  ONE_HOUR,
  type ReadDeps,
  resolved,
  type StatisticsUser,
  todayOf,
} from '../read-deps';
import { toTotals } from '../totals';

const LIST_LENGTH = 10;

/** Any two ranges beside each other, whatever their lengths, with the ranks that each one's most played have in the other. */
export function compareRanges(
  deps: ReadDeps,
  user: StatisticsUser,
  ranges: { a: Range; b: Range },
): Promise<RangePair> {
  const [a, b] = [resolved(deps, user, ranges.a), resolved(deps, user, ranges.b)];
  const question = { name: 'compare', params: [a, b, todayOf(deps, user)], ttlSeconds: ONE_HOUR };
  return answerCached(deps, user, question, async () => {
    const [first, second] = await Promise.all([sideOf(deps, user, a, b), sideOf(deps, user, b, a)]);
    return { a: first, b: second, change: changes(first, second) };
  });
}

async function sideOf(
  deps: ReadDeps,
  user: StatisticsUser,
  range: Range,
  other: Range,
): Promise<RangePair['a']> {
  const [totals, artists, tracks, days] = await Promise.all([
    findTotals(deps.db, user, daysIn(range)),
    mostPlayed(deps, user, 'artist', range, other),
    mostPlayed(deps, user, 'track', range, other),
    getArchivedDays(deps, user, range),
  ]);
  return { range, ...days, totals: toTotals(totals), artists, tracks };
}

async function mostPlayed(
  deps: ReadDeps,
  user: StatisticsUser,
  kind: 'artist' | 'track',
  range: Range,
  other: Range,
): Promise<RankedEntry[]> {
  const { entries } = await findTop(deps.db, user, {
    kind,
    days: daysIn(range),
    previousDays: daysIn(other),
    by: 'plays',
    limit: LIST_LENGTH,
    offset: 0,
  });
  return thatFit(
    entries.map((entry) => toRankedEntry(kind, entry)),
    LIST_LENGTH,
  );
}

/** Of a range that the archive has only a part of, no one can say whether it was more or less. */
function changes(a: RangePair['a'], b: RangePair['b']): RangePair['change'] {
  const isComparable = isWhole(a) && isWhole(b);
  const change = (of: keyof RangePair['change']) =>
    isComparable && b.totals[of] > 0 ? a.totals[of] / b.totals[of] - 1 : null;
  return {
    plays: change('plays'),
    listenedMs: change('listenedMs'),
    tracks: change('tracks'),
    artists: change('artists'),
    albums: change('albums'),
  };
}
