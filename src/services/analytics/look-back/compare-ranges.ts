import { thatFit } from '@/lib/answer-size';
import { daysWithin } from '@/lib/shared/analytics/archive-span';
import type { RangePair } from '@/lib/shared/analytics/look-back-schema';
import type { Range } from '@/lib/shared/analytics/range';
import { daysOf } from '@/lib/shared/analytics/range-instants';
import type { RankedEntry, Totals } from '@/lib/shared/analytics/statistics';
import { findDayBounds } from '@/repositories/analytics/find-day-bounds';
import { findTop } from '@/repositories/analytics/find-top';
import { findTotals } from '@/repositories/analytics/find-totals';
import { toRankedEntry } from '../ranked-entries';
import {
  answerCached,
  daysIn,
  ONE_HOUR,
  type ReadDeps,
  resolved,
  type StatisticsUser,
  spanOf,
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
    return { a: first, b: second, change: changes(first.totals, second.totals) };
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
    countedDays(deps, user, range),
  ]);
  return { range, days, totals: toTotals(totals), artists, tracks };
}

async function mostPlayed(
  deps: ReadDeps,
  user: StatisticsUser,
  kind: 'artist' | 'track',
  range: Range,
  other: Range,
): Promise<RankedEntry[]> {
  const { entries } = await findTop(deps.db, user, {
    ...{ kind, days: daysIn(range), previousDays: daysIn(other) },
    ...{ by: 'plays', limit: LIST_LENGTH, offset: 0 },
  });
  return thatFit(
    entries.map((entry) => toRankedEntry(kind, entry)),
    LIST_LENGTH,
  );
}

/** The days that have passed; of an open beginning from the first play on. */
async function countedDays(deps: ReadDeps, user: StatisticsUser, { from, to }: Range): Promise<number> {
  const today = todayOf(deps, user);
  const first = from ?? (await findDayBounds(deps.db, user, spanOf(deps, user)))?.first;
  const days =
    first && daysWithin({ from: first, to: to === null || to > today ? today : to }, spanOf(deps, user));
  return days ? daysOf(days.from, days.to, user.timeZone).length : 0;
}

function changes(now: Totals, then: Totals): RangePair['change'] {
  const change = (of: keyof RangePair['change']) => (then[of] > 0 ? now[of] / then[of] - 1 : null);
  return {
    plays: change('plays'),
    listenedMs: change('listenedMs'),
    tracks: change('tracks'),
    artists: change('artists'),
    albums: change('albums'),
  };
}
