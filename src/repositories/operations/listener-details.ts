import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import { CONNECTION_STATES } from '@/lib/shared/archival/breaker-events';

const detailsRow = z.object({
  name: z.string(),
  spotifyId: z.string(),
  createdAt: z.date(),
  timeZone: z.string(),
  state: z.enum(CONNECTION_STATES),
  disconnectedReason: z.string().nullable(),
  authorizedAt: z.date().nullable(),
  circuitOpenUntil: z.date().nullable(),
  failures: z.int(),
  lastFailedAt: z.date().nullable(),
  lastPolledAt: z.date().nullable(),
  plays: z.int(),
  firstPlayedAt: z.date().nullable(),
  lastPlayedAt: z.date().nullable(),
  openGaps: z.int(),
  rejectedItems: z.int(),
  imports: z.int(),
});

/** What an operator may need to know of one listener; nothing sealed and no address. Null when there is none. */
export async function findListenerDetails(
  db: Database,
  id: number,
  now: Date,
): Promise<z.output<typeof detailsRow> | null> {
  return queryOne(db, detailsRow)`
    SELECT coalesce(u.name, u.spotify_id) AS name, u.spotify_id AS "spotifyId", u.created_at AS "createdAt",
      u.time_zone AS "timeZone", u.disconnected_reason AS "disconnectedReason", u.authorized_at AS "authorizedAt",
      breaker_state_at(u.is_active, u.consecutive_failures, u.circuit_open_until, ${now}::timestamptz)::text AS state,
      u.circuit_open_until AS "circuitOpenUntil", u.consecutive_failures AS failures, u.last_failed_at AS "lastFailedAt",
      p.polled_at AS "lastPolledAt", coalesce(t.plays, 0) AS plays,
      t.first_played_at AS "firstPlayedAt", t.last_played_at AS "lastPlayedAt",
      (SELECT count(*)::int FROM archive_gaps g WHERE g.user_id = u.id AND g.closed_at IS NULL) AS "openGaps",
      (SELECT count(*)::int FROM rejected_items r WHERE r.user_id = u.id) AS "rejectedItems",
      (SELECT count(*)::int FROM import_jobs j WHERE j.user_id = u.id) AS imports
    FROM users u LEFT JOIN last_polls p ON p.user_id = u.id LEFT JOIN user_totals t ON t.user_id = u.id
    WHERE u.id = ${id}`;
}
