import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import { type Days, dayIsIn, type Listener } from './listener-days';

/** Whether any play counts on these days, by the key of the day rollup. */
export async function hasPlaysOn(db: Database, { id }: Pick<Listener, 'id'>, days: Days): Promise<boolean> {
  const { found } = await queryOnly(db, z.object({ found: z.boolean() }))`
    SELECT EXISTS (SELECT 1 FROM user_day_stats WHERE user_id = ${id} AND ${dayIsIn(days)} AND plays > 0) AS found`;
  return found;
}
