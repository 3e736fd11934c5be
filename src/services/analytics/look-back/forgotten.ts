import type { Forgotten } from '@/lib/shared/analytics/look-back-schema';
import { addDays } from '@/lib/shared/analytics/range-days';
import { dayStart } from '@/lib/shared/analytics/range-instants';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { findForgotten } from '@/repositories/analytics/look-back/find-forgotten';
import { getArchivedDays } from '../archived-days';
import { toRankedEntry } from '../ranked-entries';
import { answerCached, lifetimeWith, type ReadDeps, type StatisticsUser, todayOf } from '../read-deps';

const HALF_A_YEAR = 183;
const AMONG = 500;
const LEAST_PLAYS = 10;

/** What the listener once played much and has not played for half a year. Costs the same for any archive. */
export function getForgotten(
  deps: ReadDeps,
  user: StatisticsUser,
  kind: EntityKind,
  limit: number,
): Promise<Forgotten> {
  const since = addDays(todayOf(deps, user), -HALF_A_YEAR);
  const ttlSeconds = ({ entries }: Forgotten) => lifetimeWith(entries);
  const question = { name: 'forgotten', params: [kind, since, limit], ttlSeconds };
  return answerCached(deps, user, question, async () => {
    const [rows, days] = await Promise.all([
      findForgotten(deps.db, user.id, {
        kind,
        limit,
        among: AMONG,
        leastPlays: LEAST_PLAYS,
        since: dayStart(since, user.timeZone),
      }),
      getArchivedDays(deps, user, { preset: null, from: since, to: todayOf(deps, user) }),
    ]);
    const entries = rows.map(({ lastPlayedAt, ...row }, index) => ({
      ...toRankedEntry(kind, { ...row, rank: index + 1 }),
      lastPlayedAt: lastPlayedAt.toISOString(),
    }));
    return { kind, since, ...days, entries };
  });
}
