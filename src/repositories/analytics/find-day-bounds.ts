import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import { type Days, dayIsIn, type Listener } from './listener-days';

const boundsRow = z.object({ first: z.string(), last: z.string() });

/** The first and last of these days with a play, YYYY-MM-DD; null where there is none. Two index lookups. */
export async function findDayBounds(
  db: Database,
  { id }: Pick<Listener, 'id'>,
  days: Days,
): Promise<z.output<typeof boundsRow> | null> {
  return queryOne(db, boundsRow)`
    SELECT to_char(first.day, 'YYYY-MM-DD') AS first, to_char(last.day, 'YYYY-MM-DD') AS last
    FROM (SELECT day FROM user_day_stats WHERE user_id = ${id} AND ${dayIsIn(days)} ORDER BY day LIMIT 1) first,
      (SELECT day FROM user_day_stats WHERE user_id = ${id} AND ${dayIsIn(days)} ORDER BY day DESC LIMIT 1) last`;
}
