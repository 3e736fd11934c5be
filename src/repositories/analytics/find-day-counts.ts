import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { bigSum, query } from '@/lib/db/query';
import type { Unit } from '@/lib/shared/analytics/statistics';
import { type Days, dayIsIn, type Listener, playedOn, startOfUnit } from './listener-days';

const bucketRow = z.object({
  /** Local start: YYYY-MM-DD, or YYYY-MM-DDTHH for an hour. */
  start: z.string(),
  plays: z.int(),
  listenedMs: bigSum,
});

export type BucketRow = z.output<typeof bucketRow>;

/** Plays and listening time of each day, week, month or year with plays, from the day rollup. */
export async function findDayCounts(
  db: Database,
  listener: Listener,
  days: Days,
  unit: Exclude<Unit, 'hour'>,
): Promise<BucketRow[]> {
  return query(db, bucketRow)`
    SELECT to_char(${startOfUnit(Prisma.sql`day::timestamp`, unit, listener)}, 'YYYY-MM-DD') AS start,
      sum(plays)::int AS plays, sum(listened_ms)::bigint AS "listenedMs"
    FROM user_day_stats WHERE user_id = ${listener.id} AND ${dayIsIn(days)}
    GROUP BY 1 ORDER BY 1`;
}

/** The same for each hour on the listener's clock, from the plays: the rollup has no listening time by hour. */
export async function findHourCounts(db: Database, listener: Listener, days: Days): Promise<BucketRow[]> {
  return query(db, bucketRow)`
    SELECT to_char(played_at AT TIME ZONE ${listener.timeZone}, 'YYYY-MM-DD"T"HH24') AS start,
      count(*)::int AS plays, sum(listened_ms)::bigint AS "listenedMs"
    FROM counted_plays WHERE ${playedOn(listener, days)}
    GROUP BY 1 ORDER BY 1`;
}
