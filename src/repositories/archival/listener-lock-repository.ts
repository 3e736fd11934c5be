import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query, queryOne } from '@/lib/db/query';

const settingsRow = z.object({ timeZone: z.string(), countsFromMs: z.int() });

/**
 * Locks the listener's row, as every writer of plays does, until the transaction ends. Returns the settings that figures
 * depend on; null when the account was deleted.
 */
export async function lockListenerForWriting(
  db: Database,
  userId: number,
): Promise<z.output<typeof settingsRow> | null> {
  return queryOne(db, settingsRow)`
    SELECT time_zone AS "timeZone", counts_from_ms AS "countsFromMs" FROM users WHERE id = ${userId} FOR NO KEY UPDATE`;
}

/** As lockListenerForWriting, for several listeners at once; those of deleted accounts are skipped. */
export async function lockListenersForWriting(db: Database, userIds: readonly number[]): Promise<void> {
  await query(db, z.unknown())`
    SELECT id FROM users WHERE id = ANY (${[...userIds]}::int[]) ORDER BY id FOR NO KEY UPDATE`;
}
