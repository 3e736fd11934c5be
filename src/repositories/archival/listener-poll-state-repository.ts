import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import { lastPolledAt } from './last-polled-at';

const stateRow = z.object({
  createdAt: z.date(),
  authorizedAt: z.date().nullable(),
  /** What the last sign-in allowed, separated by spaces. */
  scope: z.string().nullable(),
  isActive: z.boolean(),
  lastFailedAt: z.date().nullable(),
  disconnectedAt: z.date().nullable(),
  lastPolledAt: z.date().nullable(),
  circuitOpenUntil: z.date().nullable(),
  consecutiveFailures: z.int(),
  pausedUntil: z.date().nullable(),
  /** Whether the latest round of polls had more than one batch. */
  isSpread: z.boolean(),
  /** Whether a play of the listener is left out of statistics that would count otherwise. */
  hasLeftOut: z.boolean(),
});

export type ListenerState = z.output<typeof stateRow>;

/**
 * The state of one listener's archive, and the application's rate-limit pause, in one row. Null when there is no such
 * listener. Reads nothing sealed.
 */
export async function findListenerState(db: Database, userId: number): Promise<ListenerState | null> {
  return queryOne(db, stateRow)`
    SELECT u.created_at AS "createdAt",
      u.authorized_at AS "authorizedAt", u.scope, u.is_active AS "isActive",
      u.last_failed_at AS "lastFailedAt", u.disconnected_at AS "disconnectedAt", ${lastPolledAt} AS "lastPolledAt",
      u.circuit_open_until AS "circuitOpenUntil", u.consecutive_failures AS "consecutiveFailures",
      (SELECT max(p.until) FROM spotify_pauses p) AS "pausedUntil",
      coalesce((SELECT r.batches > 1 FROM archive_runs r WHERE r.published_at IS NOT NULL
        ORDER BY r.scheduled_for DESC LIMIT 1), false) AS "isSpread",
      EXISTS (SELECT FROM play_events e WHERE e.user_id = u.id AND e.listened_ms IS NULL
        AND counts_as_play(e.ms_played, u.counts_from_ms)) AS "hasLeftOut"
    FROM users u
    WHERE u.id = ${userId}`;
}
