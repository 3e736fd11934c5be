import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';

const zoneRow = z.object({ timeZone: z.string() });

/**
 * Locks the listener's row, as every writer of plays does, until the transaction ends. Returns the listener's time zone;
 * null when the account was deleted.
 */
export async function lockListenerForWriting(db: Database, userId: number): Promise<string | null> {
  const listener = await queryOne(db, zoneRow)`
    SELECT time_zone AS "timeZone" FROM users WHERE id = ${userId} FOR NO KEY UPDATE`;
  return listener?.timeZone ?? null;
}
