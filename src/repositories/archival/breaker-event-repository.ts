import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { CONNECTION_STATES, type ConnectionState, FAILURE_TYPES } from '@/lib/shared/archival/breaker-events';

const failureType = z.enum(FAILURE_TYPES).nullable();

/** A change of a connection's state as the database noted it. */
export const transitionRow = z
  .object({
    user_id: z.int(),
    from_state: z.enum(CONNECTION_STATES),
    to_state: z.enum(CONNECTION_STATES),
    failure_type: failureType,
    reason: z.string(),
    open_until: z.coerce.date().nullable(),
  })
  .transform((row) => ({
    userId: row.user_id,
    from: row.from_state,
    to: row.to_state,
    failureType: row.failure_type,
    reason: row.reason,
    openUntil: row.open_until,
  }));

export type Transition = z.output<typeof transitionRow>;

/** What a write made of a connection: its change of state, null where that stayed. */
export interface StoredChange {
  transition: Transition | null;
}

/**
 * A statement that locks a listener's row and notes its change to another state, before a later statement of the same
 * transaction writes it. Returns a `transitionRow`; none where the state stays.
 */
export const insertTransition = (
  userId: number,
  to: Extract<ConnectionState, 'healthy' | 'disconnected'>,
  reason: string,
  at: Date,
): Prisma.Sql => Prisma.sql`
  INSERT INTO breaker_events (user_id, at, from_state, to_state, reason)
    SELECT id, ${at}::timestamptz, breaker_state_at(is_active, consecutive_failures, circuit_open_until, ${at}::timestamptz),
      ${to}::breaker_state, ${reason}
    FROM users
    WHERE id = ${userId}
      AND breaker_state_at(is_active, consecutive_failures, circuit_open_until, ${at}::timestamptz) <> ${to}::breaker_state
    FOR NO KEY UPDATE
  RETURNING user_id, from_state::text, to_state::text, failure_type::text, reason, open_until`;

const eventRow = z.object({
  at: z.date(),
  from: z.enum(CONNECTION_STATES),
  to: z.enum(CONNECTION_STATES),
  failureType,
  reason: z.string(),
  openUntil: z.date().nullable(),
});

/** The newest changes of a listener's connection, newest first. */
export async function findBreakerEvents(
  db: Database,
  userId: number,
  limit: number,
): Promise<z.output<typeof eventRow>[]> {
  return query(db, eventRow)`
    SELECT at, from_state::text AS "from", to_state::text AS "to", failure_type::text AS "failureType", reason,
      open_until AS "openUntil"
    FROM breaker_events WHERE user_id = ${userId} ORDER BY at DESC, id DESC LIMIT ${limit}`;
}
