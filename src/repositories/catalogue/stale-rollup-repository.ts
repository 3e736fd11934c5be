import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryColumn, queryValue } from '@/lib/db/query';

/** Listeners whose rollups have to follow the catalogue, those that wait longest first. */
export async function findStaleListeners(db: Database, limit: number): Promise<number[]> {
  return queryColumn(db, z.int())`
    SELECT user_id FROM stale_rollups GROUP BY 1 ORDER BY min(id) LIMIT ${limit}`;
}

/** Lets one listener's plays and rollups follow the catalogue; a transaction of its own. Returns the tracks concerned. */
export async function settleListener(db: Database, userId: number): Promise<number[]> {
  return queryValue(db, z.array(z.int()))`SELECT settle_listener(${userId}::int) AS tracks`;
}

/** Deletes what `settleListener` noted for matching the plays of these tracks again. */
export async function forgetMatched(db: Database, userId: number, tracks: readonly number[]): Promise<void> {
  await db.$executeRaw`
    DELETE FROM stale_rollups
    WHERE user_id = ${userId} AND recording_id IS NULL AND track_id = ANY (${[...tracks]}::int[])`;
}

/** Lets everybody else be settled before a listener who could not be. */
export async function putLast(db: Database, userId: number): Promise<void> {
  await db.$executeRaw`
    UPDATE stale_rollups SET id = nextval(pg_get_serial_sequence('stale_rollups', 'id')) WHERE user_id = ${userId}`;
}
