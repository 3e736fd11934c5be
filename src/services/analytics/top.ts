import { thatFit } from '@/lib/answer-size';
import { comparedRange } from '@/lib/shared/analytics/compared-range';
import type { Measure, Range } from '@/lib/shared/analytics/range';
import type { CountedKind, Top } from '@/lib/shared/analytics/statistics';
import { findTop } from '@/repositories/analytics/find-top';
import { toRankedEntry } from './ranked-entries';
import {
  answerCached,
  daysIn,
  lifetimeWith,
  type ReadDeps,
  resolved,
  type StatisticsUser,
} from './read-deps';

export interface TopPage {
  by: Measure;
  limit: number;
  offset?: number;
  /** Only what was first played within the range; in all time that is everything. */
  isNew?: boolean;
}

/** A page of the listener's top list, with each entry's rank in the previous range. */
export function getTop(
  deps: ReadDeps,
  user: StatisticsUser,
  kind: CountedKind,
  range: Range,
  { by, limit, offset = 0, isNew = false }: TopPage,
): Promise<Top> {
  const asked = resolved(deps, user, range);
  const before = comparedRange(asked, deps.clock.now(), user.timeZone);
  const ttlSeconds = ({ entries }: Top) => lifetimeWith(entries);
  const question = { name: `top-${kind}`, params: [asked, before, by, limit, offset, isNew], ttlSeconds };
  return answerCached(deps, user, question, async () => {
    const days = daysIn(asked);
    const { total, entries } = await findTop(deps.db, user, {
      kind,
      days,
      by,
      limit,
      offset,
      isNew,
      previousDays: before,
    });
    return {
      range: asked,
      total,
      entries: thatFit(
        entries.map((row) => toRankedEntry(kind, row)),
        limit,
      ),
    };
  });
}
