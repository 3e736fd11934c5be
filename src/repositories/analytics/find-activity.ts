import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { type Days, dayIsIn, type Listener } from './listener-days';

export interface ActivityRow {
  /** 0 = Monday. */
  weekday: number;
  hour: number;
  plays: number;
}

const weekdayRow = z.object({ weekday: z.int(), hours: z.array(z.int()).length(24) });

/** Postgres counts from 1: the first is the hour from midnight. Twenty-four sums cost a fifth of unnesting the arrays. */
const SUM_OF_EACH_HOUR = Prisma.join(
  Array.from({ length: 24 }, (_, hour) => Prisma.sql`sum(hour_plays[${Prisma.raw(String(hour + 1))}])::int`),
);

/** Plays by weekday and hour of the listener's clock, from the day rollup; cells without plays are missing. */
export async function findActivity(db: Database, listener: Listener, days: Days): Promise<ActivityRow[]> {
  const weekdays = await query(db, weekdayRow)`
    SELECT extract(isodow FROM day)::int - 1 AS weekday, ARRAY[${SUM_OF_EACH_HOUR}] AS hours
    FROM user_day_stats WHERE user_id = ${listener.id} AND ${dayIsIn(days)}
    GROUP BY 1 ORDER BY 1`;
  return weekdays
    .flatMap(({ weekday, hours }) => hours.map((plays, hour) => ({ weekday, hour, plays })))
    .filter(({ plays }) => plays > 0);
}
