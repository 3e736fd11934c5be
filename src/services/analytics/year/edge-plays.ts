import type { Range } from '@/lib/shared/analytics/range';
import { localDay, localTime } from '@/lib/shared/analytics/range-instants';
import type { YearReview } from '@/lib/shared/analytics/year/review-schema';
import { findEdgePlays } from '@/repositories/analytics/find-edge-plays';
import type { ShownPlayRow } from '@/repositories/history/play-event-repository';
import {
  answerCached,
  daysIn,
  lifetimeWith,
  type ReadDeps,
  resolved,
  type StatisticsUser,
} from '@/services/analytics/read-deps';
import { shownPlay } from '@/services/history/shown-play';

type EdgePlays = Pick<YearReview, 'first' | 'last'>;

/** The first and the last play of the range; null without plays. */
export function getEdgePlays(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<EdgePlays | null> {
  const days = daysIn(resolved(deps, user, range));
  const ttlSeconds = (plays: EdgePlays | null) => lifetimeWith([plays?.first, plays?.last]);
  return answerCached(deps, user, { name: 'edge-plays', params: days, ttlSeconds }, async () => {
    const found = await findEdgePlays(deps.db, user, days);
    return found && { first: toEdgePlay(found.first, user), last: toEdgePlay(found.last, user) };
  });
}

const toEdgePlay = (row: ShownPlayRow, { timeZone }: StatisticsUser): EdgePlays['first'] => ({
  ...shownPlay(row),
  day: localDay(row.playedAt, timeZone),
  time: localTime(row.playedAt, timeZone),
});
