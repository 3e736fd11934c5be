import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { REJECTED_REASONS } from '@/lib/shared/archival/rejected-items';

const countRow = z.object({ reason: z.enum(REJECTED_REASONS), items: z.int(), lastSeenAt: z.date() });

/** A listener's rejected items by reason, the most frequent first. */
export async function countRejectedItems(db: Database, userId: number): Promise<z.output<typeof countRow>[]> {
  return query(db, countRow)`
    SELECT reason, count(*)::int AS items, max(seen_at) AS "lastSeenAt"
    FROM rejected_items WHERE user_id = ${userId} GROUP BY reason ORDER BY items DESC, reason`;
}
