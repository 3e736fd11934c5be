import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { bigSum, queryOnly } from '@/lib/db/query';
import { type Days, type Listener, playedOn } from './listener-days';

const sessionsRow = z.object({
  sessions: z.int(),
  totalMs: bigSum,
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  plays: z.int().nullable(),
});

export type SessionsRow = z.output<typeof sessionsRow>;

/**
 * Sessions among the plays of the days: a new one begins after a pause of `pauseMinutes` or more between two plays.
 * Returns their number, total time and the longest (the earliest wins a tie). Reads every play of the days.
 */
export async function findSessions(
  db: Database,
  listener: Listener,
  days: Days,
  pauseMinutes: number,
): Promise<SessionsRow> {
  return queryOnly(db, sessionsRow)`
    WITH spans AS (
      SELECT played_at, track_id, played_at - listened_ms * interval '1 millisecond' AS started_at,
        lag(played_at) OVER line AS before, row_number() OVER line AS number
      FROM counted_plays WHERE ${playedOn(listener, days)}
      WINDOW line AS (ORDER BY played_at, track_id)
    ),
    begun AS MATERIALIZED (
      SELECT number, started_at, before FROM spans
      WHERE before IS NULL OR started_at - before >= make_interval(mins => ${pauseMinutes})
    ),
    last AS (SELECT count(*) AS plays, max(played_at) AS ended_at FROM counted_plays WHERE ${playedOn(listener, days)}),
    sessions AS MATERIALIZED (
      SELECT b.started_at, coalesce(lead(b.before) OVER line, last.ended_at) AS ended_at,
        (coalesce(lead(b.number) OVER line, last.plays + 1) - b.number)::int AS plays
      FROM begun b CROSS JOIN last
      WINDOW line AS (ORDER BY b.number)
    )
    SELECT (SELECT count(*)::int FROM sessions) AS sessions,
      (SELECT coalesce(sum(round(extract(epoch FROM ended_at - started_at) * 1000)), 0)::bigint FROM sessions) AS "totalMs",
      l.started_at AS "startedAt", l.ended_at AS "endedAt", l.plays
    FROM (VALUES (1)) one
    LEFT JOIN (SELECT * FROM sessions ORDER BY ended_at - started_at DESC, started_at LIMIT 1) l ON true`;
}
