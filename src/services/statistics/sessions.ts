import 'server-only';
import type { Range } from '@/lib/shared/range';
import type { Sessions } from '@/lib/shared/statistics';
import { findSessions, type SessionsRow } from '@/repositories/play-stats/find-sessions';
import { answerCached, daysIn, ONE_HOUR, type ReadDeps, resolved, type StatisticsUser } from './read-deps';

const PAUSE_MINUTES = 30;

/** Stretches of listening without a pause of 30 minutes; one that crosses the range's end is cut there. */
export function getSessions(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Sessions> {
  const asked = resolved(deps, user, range);
  const question = { name: 'sessions', params: asked, ttlSeconds: ONE_HOUR };
  return answerCached(deps, user, question, async () => {
    const found = await findSessions(deps.db, user, daysIn(asked), PAUSE_MINUTES);
    return {
      range: asked,
      sessions: found.sessions,
      averageMs: found.sessions === 0 ? 0 : Math.round(found.totalMs / found.sessions),
      longest: longestOf(found),
    };
  });
}

function longestOf({ startedAt, endedAt, plays }: SessionsRow): Sessions['longest'] {
  if (!startedAt || !endedAt || plays === null) return null;
  const durationMs = endedAt.getTime() - startedAt.getTime();
  return { startedAt: startedAt.toISOString(), endedAt: endedAt.toISOString(), durationMs, plays };
}
