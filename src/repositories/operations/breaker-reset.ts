import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import {
  insertTransition,
  type StoredChange,
  transitionRow,
} from '@/repositories/archival/breaker-event-repository';

/**
 * Closes a connected listener's breaker and forgets the failures, as a successful poll does, and notes the change. Call it in a
 * transaction. Returns that change, if there was one; null when there is no such listener, or no connection.
 */
export async function resetBreaker(db: Database, userId: number, now: Date): Promise<StoredChange | null> {
  const connected = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM users WHERE id = ${userId} AND is_active FOR NO KEY UPDATE`;
  if (connected.length === 0) return null;
  const transition = await queryOne(
    db,
    transitionRow,
  )`${insertTransition(userId, 'healthy', 'by_operator', now)}`;
  await db.$executeRaw`
    UPDATE users SET consecutive_failures = 0, auth_failures = 0, network_failures = 0, last_failure_type = NULL,
      last_failed_at = NULL, circuit_open_until = NULL, circuit_opened_count = 0
    WHERE id = ${userId}`;
  return { transition };
}
