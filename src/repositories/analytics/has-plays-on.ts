import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryValue } from '@/lib/db/query';
import { type Days, dayIsIn, type Listener } from './listener-days';

/** Whether any play counts on these days, by the key of the day rollup. */
export async function hasPlaysOn(db: Database, { id }: Pick<Listener, 'id'>, days: Days): Promise<boolean> {
  return queryValue(db, z.boolean())`
    SELECT EXISTS (SELECT 1 FROM user_day_stats WHERE user_id = ${id} AND ${dayIsIn(days)} AND plays > 0) AS found`;
}
