import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryColumn } from '@/lib/db/query';

/**
 * A text that changes with every commit that changes the listener's plays. It is derived from the row that is written in
 * the same transaction as the plays; its `xmin` is the id of the last transaction that wrote it. One lookup by key.
 * Raised by a sync with new plays, an import and a change of the time zone.
 */
export async function findStatisticsVersion(db: Database, userId: number): Promise<string> {
  const [version = 'empty'] = await queryColumn(db, z.string())`
    SELECT xmin || '.' || plays || '.' || listened_ms FROM user_totals WHERE user_id = ${userId}`;
  return version;
}
