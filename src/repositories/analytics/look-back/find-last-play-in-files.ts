import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';

const lastRow = z.object({ playedAt: z.date().nullable() });

/**
 * When the last of the listener's plays in imported files ended; null without one. Walks back from the last that a file reports:
 * over none of the plays polled since, nor of those that an export of ours brought along.
 */
export async function findLastPlayInFiles(db: Database, userId: number): Promise<Date | null> {
  // A play keeps the end of its poll, which may be minutes from that of its row.
  const { playedAt } = await queryOnly(db, lastRow)`
    SELECT (SELECT p.played_at FROM play_events p
      WHERE p.user_id = ${userId} AND p.ms_played IS NOT NULL AND p.played_at < files.until + interval '1 hour'
      ORDER BY p.played_at DESC LIMIT 1) AS "playedAt"
    FROM (SELECT max((covers->>'reportedUntil')::timestamptz) AS until FROM import_jobs
      WHERE user_id = ${userId} AND status = 'succeeded') files`;
  return playedAt;
}
