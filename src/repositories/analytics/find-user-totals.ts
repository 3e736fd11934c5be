import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';

const totalsRow = z.object({
  plays: z.int(),
  estimatedPlays: z.int(),
  firstPlayAt: z.date(),
});

/** All-time totals of one listener, one row of the rollup; null while no play counts. */
export async function findUserTotals(
  db: Database,
  userId: number,
): Promise<z.output<typeof totalsRow> | null> {
  return queryOne(db, totalsRow)`
    SELECT plays, estimated_plays AS "estimatedPlays", first_played_at AS "firstPlayAt"
    FROM user_totals WHERE user_id = ${userId}`;
}
