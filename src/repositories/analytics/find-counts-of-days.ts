import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { bigSum } from './ranked-row';

const dayRow = z.object({ day: z.string(), plays: z.int(), listenedMs: bigSum });

/** Plays and listening time of those of the days (YYYY-MM-DD) that have plays, the latest first; by the key of the day rollup. */
export function findCountsOfDays(
  db: Database,
  userId: number,
  days: string[],
): Promise<z.output<typeof dayRow>[]> {
  return query(db, dayRow)`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, plays, listened_ms AS "listenedMs"
    FROM user_day_stats
    WHERE user_id = ${userId} AND day = ANY (${days}::date[]) AND plays > 0
    ORDER BY 1 DESC`;
}
