import type { Range } from '@/lib/shared/analytics/range';
import type { Sessions } from '@/lib/shared/analytics/statistics';
import { findSessionDays } from '@/repositories/analytics/find-session-days';
import { findSessions, type SessionsRow } from '@/repositories/analytics/find-sessions';
import { isAllTime } from '@/repositories/analytics/listener-days';
import { answerCached, daysIn, type ReadDeps, resolved, type StatisticsUser } from './read-deps';
import { PAUSE_MINUTES, type SessionsInLine, sessionsInLine } from './sessions-in-line';

/** Listening without a pause of 30 minutes; a session that crosses the range's end is cut there. */
export function getSessions(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Sessions> {
  const asked = resolved(deps, user, range);
  const question = { name: 'sessions', params: asked };
  return answerCached(deps, user, question, async () => {
    const found = isAllTime(asked)
      ? sessionsInLine(await findSessionDays(deps.db, user.id))
      : toLine(await findSessions(deps.db, user, daysIn(asked), PAUSE_MINUTES));
    return {
      range: asked,
      sessions: found.sessions,
      averageMs: found.sessions === 0 ? 0 : Math.round(found.totalMs / found.sessions),
      longest: longestOf(found),
    };
  });
}

const toLine = ({ sessions, totalMs, startedAt, endedAt, plays }: SessionsRow): SessionsInLine => ({
  sessions,
  totalMs,
  longest:
    startedAt && endedAt && plays !== null
      ? { startedAt: startedAt.getTime(), endedAt: endedAt.getTime(), plays }
      : null,
});

function longestOf({ longest }: SessionsInLine): Sessions['longest'] {
  if (!longest) return null;
  const { startedAt, endedAt, plays } = longest;
  return {
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    durationMs: endedAt - startedAt,
    plays,
  };
}
