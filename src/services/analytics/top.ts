import { thatFit } from '@/lib/answer-size';
import type { Measure, Range } from '@/lib/shared/analytics/range';
import { previousRange } from '@/lib/shared/analytics/range-days';
import type { CountedKind, Top } from '@/lib/shared/analytics/statistics';
import { findTop } from '@/repositories/analytics/find-top';
import { toRankedEntry } from './ranked-entries';
import {
  answerCached,
  daysIn,
  ONE_HOUR,
  type ReadDeps,
  resolved,
  type StatisticsUser,
  todayOf,
  UNTIL_DETAILS_ARRIVE,
} from './read-deps';

export interface TopPage {
  by: Measure;
  limit: number;
  offset?: number;
}

/** A page of the listener's top list, with each entry's rank in the previous range. */
export function getTop(
  deps: ReadDeps,
  user: StatisticsUser,
  kind: CountedKind,
  range: Range,
  { by, limit, offset = 0 }: TopPage,
): Promise<Top> {
  const asked = resolved(deps, user, range);
  const before = previousRange(asked, todayOf(deps, user));
  const ttlSeconds = ({ entries }: Top) =>
    entries.some(({ imageUrl }) => imageUrl === null) ? UNTIL_DETAILS_ARRIVE : ONE_HOUR;
  const question = { name: `top-${kind}`, params: [asked, before, by, limit, offset], ttlSeconds };
  return answerCached(deps, user, question, async () => {
    const days = daysIn(asked);
    const { total, entries } = await findTop(deps.db, user, {
      ...{ kind, days, by, limit, offset },
      previousDays: before && daysIn(before),
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
