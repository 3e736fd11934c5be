import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';

const gapRow = z.object({
  userId: z.int(),
  from: z.date(),
  to: z.date(),
  missedAtMost: z.int(),
  openedAt: z.date(),
});

/** Open gaps of all listeners, the latest first. */
export async function listAllOpenGaps(db: Database, limit: number): Promise<z.output<typeof gapRow>[]> {
  return query(db, gapRow)`
    SELECT user_id AS "userId", from_at AS "from", to_at AS "to", missed_at_most AS "missedAtMost", opened_at AS "openedAt"
    FROM archive_gaps WHERE closed_at IS NULL ORDER BY to_at DESC, id DESC LIMIT ${limit}`;
}
