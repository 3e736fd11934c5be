import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { CONNECTION_STATES } from '@/lib/shared/archival/breaker-events';

const listedRow = z.object({
  id: z.int(),
  name: z.string(),
  state: z.enum(CONNECTION_STATES),
  lastPolledAt: z.date().nullable(),
  plays: z.int(),
  openGaps: z.int(),
});

/** Listeners above an id, in id order: who they are, how their connection is, and how large their archive. */
export async function listListeners(
  db: Database,
  { afterId, limit, now }: { afterId: number; limit: number; now: Date },
): Promise<z.output<typeof listedRow>[]> {
  return query(db, listedRow)`
    SELECT u.id, coalesce(u.name, u.spotify_id) AS name,
      breaker_state_at(u.is_active, u.consecutive_failures, u.circuit_open_until, ${now}::timestamptz)::text AS state,
      p.polled_at AS "lastPolledAt", coalesce(t.plays, 0) AS plays,
      (SELECT count(*)::int FROM archive_gaps g WHERE g.user_id = u.id AND g.closed_at IS NULL) AS "openGaps"
    FROM users u LEFT JOIN last_polls p ON p.user_id = u.id LEFT JOIN user_totals t ON t.user_id = u.id
    WHERE u.id > ${afterId} ORDER BY u.id LIMIT ${limit}`;
}
