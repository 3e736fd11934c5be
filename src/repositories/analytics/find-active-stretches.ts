import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { type Days, dayIsIn, type Listener } from './listener-days';

const stretchRow = z.object({ from: z.string(), to: z.string(), days: z.int() });

/** Consecutive days with a play on each; YYYY-MM-DD. */
export type ActiveStretch = z.output<typeof stretchRow>;

/** All stretches of active days among these, oldest first, from the day rollup. */
export async function findActiveStretches(
  db: Database,
  listener: Listener,
  days: Days,
): Promise<ActiveStretch[]> {
  return query(db, stretchRow)`
    SELECT to_char(min(day), 'YYYY-MM-DD') AS "from", to_char(max(day), 'YYYY-MM-DD') AS "to", count(*)::int AS days
    FROM (
      SELECT day, day - (row_number() OVER (ORDER BY day))::int AS stretch
      FROM user_day_stats WHERE user_id = ${listener.id} AND ${dayIsIn(days)}
    ) d
    GROUP BY stretch ORDER BY 1`;
}
