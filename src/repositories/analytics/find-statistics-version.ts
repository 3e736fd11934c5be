import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';

/**
 * A text that changes with every commit that changes what is kept of the listener. It is derived from the row that the
 * archive writes in the same transaction as the plays; its `xmin` is the number of the transaction that wrote it last.
 * One look-up by key. Raised by an archive with new plays, an import and a change of the time zone.
 */
export async function findStatisticsVersion(db: Database, userId: number): Promise<string> {
  return (
    (
      await queryOne(db, z.object({ version: z.string() }))`
    SELECT xmin || '.' || plays || '.' || listened_ms AS version FROM user_totals WHERE user_id = ${userId}`
    )?.version ?? 'empty'
  );
}
