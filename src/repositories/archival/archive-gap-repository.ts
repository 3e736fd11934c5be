import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';

const gapRow = z.object({ from: z.date(), to: z.date(), missedAtMost: z.int() });

export type OpenGapRow = z.output<typeof gapRow>;

/** Open gaps of one listener, the latest first; `missedAtMost` is an upper bound of the plays that may be missing. */
export async function findOpenGaps(db: Database, userId: number, limit: number): Promise<OpenGapRow[]> {
  return query(db, gapRow)`
    SELECT from_at AS "from", to_at AS "to", missed_at_most AS "missedAtMost"
    FROM archive_gaps
    WHERE user_id = ${userId} AND closed_at IS NULL
    ORDER BY to_at DESC, id DESC
    LIMIT ${limit}`;
}
