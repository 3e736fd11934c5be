import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { bigSum, query } from '@/lib/db/query';

const session = z.object({ startedAt: z.number(), endedAt: z.number(), plays: z.int() });

/** A session; ms since 1970. */
export type Session = z.output<typeof session>;

const dayRow = z.object({
  sessions: z.int(),
  first: z.tuple([z.number(), z.number(), z.int()]),
  last: z.tuple([z.number(), z.number(), z.int()]),
  innerMs: bigSum,
  inner: z.tuple([z.number(), z.number(), z.int()]).nullable(),
});

/** The sessions of one UTC day on its own: the first and the last may continue in the adjacent days. */
export interface SessionDay {
  sessions: number;
  first: Session;
  last: Session;
  /** Of those between the first and the last: their total time, ms, and the longest; the earliest wins a tie. */
  innerMs: number;
  longestInner: Session | null;
}

const toSession = ([startedAt, endedAt, plays]: [number, number, number]): Session => ({
  startedAt,
  endedAt,
  plays,
});

/** Every day of the listener with a play, oldest first. */
export async function findSessionDays(db: Database, userId: number): Promise<SessionDay[]> {
  const rows = await query(db, dayRow)`
    SELECT sessions, inner_ms AS "innerMs",
      jsonb_build_array(floor(extract(epoch FROM first_started_at) * 1000), floor(extract(epoch FROM first_ended_at) * 1000),
        first_plays) AS first,
      jsonb_build_array(floor(extract(epoch FROM last_started_at) * 1000), floor(extract(epoch FROM last_ended_at) * 1000),
        last_plays) AS last,
      CASE WHEN inner_plays IS NOT NULL THEN jsonb_build_array(floor(extract(epoch FROM inner_started_at) * 1000),
        floor(extract(epoch FROM inner_ended_at) * 1000), inner_plays) END AS inner
    FROM user_session_days WHERE user_id = ${userId} ORDER BY day`;
  return rows.map(({ sessions, innerMs, first, last, inner }) => ({
    sessions,
    innerMs,
    first: toSession(first),
    last: toSession(last),
    longestInner: inner && toSession(inner),
  }));
}
