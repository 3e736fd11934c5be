import type { Range } from '@/lib/shared/analytics/range';
import type { RankedEntry } from '@/lib/shared/analytics/statistics';
import { findLoop } from '@/repositories/analytics/find-loop';
import { toRankedEntry } from '@/services/analytics/ranked-entries';
import {
  answerCached,
  daysIn,
  lifetimeWith,
  type ReadDeps,
  resolved,
  type StatisticsUser,
} from '@/services/analytics/read-deps';

/** A track, and the day on which it was played most. */
export interface Loop {
  day: string;
  plays: number;
  track: RankedEntry;
}

/** The track that was played most often on one day of the range; null without plays. */
export function getLoop(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Loop | null> {
  const days = daysIn(resolved(deps, user, range));
  const ttlSeconds = (loop: Loop | null) => lifetimeWith([loop?.track]);
  return answerCached(deps, user, { name: 'loop', params: days, ttlSeconds }, async () => {
    const found = await findLoop(deps.db, user, days);
    if (!found) return null;
    const { day, ...row } = found;
    return { day, plays: row.plays, track: toRankedEntry('track', { ...row, rank: 1 }) };
  });
}
