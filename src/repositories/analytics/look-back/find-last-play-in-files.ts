import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';

const lastRow = z.object({ playedAt: z.date().nullable() });

/**
 * When the last of the listener's plays in imported files ended; null without one. Walks back over the plays polled since, and
 * over none where nothing was imported.
 */
export async function findLastPlayInFiles(db: Database, userId: number): Promise<Date | null> {
  const found = await queryOne(db, lastRow)`
    SELECT (SELECT p.played_at FROM play_events p WHERE p.user_id = ${userId} AND p.ms_played IS NOT NULL
      ORDER BY p.played_at DESC LIMIT 1) AS "playedAt"
    WHERE EXISTS (SELECT FROM import_jobs j WHERE j.user_id = ${userId} AND j.status = 'succeeded')`;
  return found?.playedAt ?? null;
}
