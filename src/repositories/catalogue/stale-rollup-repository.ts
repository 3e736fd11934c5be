import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query, queryOnly } from '@/lib/db/query';

/** Listeners whose rollups have to follow the catalogue, those that wait longest first. */
export async function findStaleListeners(db: Database, limit: number): Promise<number[]> {
  const rows = await query(db, z.object({ userId: z.int() }))`
    SELECT user_id AS "userId" FROM stale_rollups GROUP BY 1 ORDER BY min(id) LIMIT ${limit}`;
  return rows.map(({ userId }) => userId);
}

/** Lets one listener's plays and rollups follow the catalogue; a transaction of its own. Returns the tracks concerned. */
export async function settleListener(db: Database, userId: number): Promise<number[]> {
  const row = z.object({ tracks: z.array(z.int()) });
  return (await queryOnly(db, row)`SELECT settle_listener(${userId}::int) AS tracks`).tracks;
}
