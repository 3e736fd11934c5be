import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';

/** A range of calendar days, YYYY-MM-DD, both included. */
export interface DayRange {
  from: string;
  to: string;
}

/** No two zones are further apart than 26 hours: a play's day in one is at most two days from its day in another. */
const APART = 2;

/**
 * Recounts the plays of these days in the zone that the listener is moving to. The days are those of the old calendar;
 * every day of the new one that can contain one of their plays is counted. Idempotent.
 */
export async function recountDays(
  db: Database,
  { userId, timeZone }: { userId: number; timeZone: string },
  oldDays: readonly DayRange[],
): Promise<void> {
  const days = Prisma.sql`(
    SELECT lower(r) AS first, upper(r) - 1 AS last FROM (
      SELECT unnest(range_agg(daterange(d.first - ${APART}::int, d.last + ${APART}::int, '[]'))) AS r
      FROM unnest(${oldDays.map(({ from }) => from)}::date[], ${oldDays.map(({ to }) => to)}::date[]) AS d(first, last)
    ) x)`;
  await db.$executeRaw`
    DELETE FROM rebuilt_day_stats s USING ${days} d WHERE s.user_id = ${userId} AND s.day BETWEEN d.first AND d.last`;
  await db.$executeRaw`
    INSERT INTO rebuilt_day_stats (user_id, day, plays, listened_ms, hour_plays)
    SELECT ${userId}, day, plays, ms,
      (SELECT array_agg(coalesce((by_hour->>g.hour::text)::int, 0) ORDER BY g.hour) FROM generate_series(0, 23) AS g(hour))
    FROM (
      SELECT day, sum(plays) AS plays, sum(ms) AS ms, jsonb_object_agg(hour, plays) AS by_hour
      FROM (
        SELECT local_at::date AS day, extract(hour FROM local_at)::int AS hour, count(*)::int AS plays, sum(listened_ms) AS ms
        FROM ${days} d JOIN LATERAL (
          SELECT played_at AT TIME ZONE ${timeZone} AS local_at, listened_ms FROM counted_plays
          WHERE user_id = ${userId} AND played_at >= (d.first - 1)::timestamp AT TIME ZONE 'UTC'
            AND played_at < (d.last + 2)::timestamp AT TIME ZONE 'UTC'
        ) p ON p.local_at::date BETWEEN d.first AND d.last
        GROUP BY 1, 2
      ) h
      GROUP BY day
    ) n
    ORDER BY day`;
}

/** Switches the listener and all their days to the new zone. Call it while the listener's row is locked. */
export async function switchZone(
  db: Database,
  { id, userId, timeZone }: { id: number; userId: number; timeZone: string },
): Promise<void> {
  // First, or the days replaced below would be recorded as changed.
  await db.$executeRaw`DELETE FROM zone_rebuilds WHERE id = ${id}`;
  await db.$executeRaw`UPDATE users SET time_zone = ${timeZone}, updated_at = now() WHERE id = ${userId}`;
  await db.$executeRaw`DELETE FROM user_day_stats WHERE user_id = ${userId}`;
  await db.$executeRaw`
    INSERT INTO user_day_stats (user_id, day, plays, listened_ms, hour_plays)
    SELECT user_id, day, plays, listened_ms, hour_plays FROM rebuilt_day_stats WHERE user_id = ${userId} ORDER BY day`;
  await db.$executeRaw`DELETE FROM rebuilt_day_stats WHERE user_id = ${userId}`;
  // The plays are the same, but cached answers use the old calendar: this raises their version.
  await db.$executeRaw`UPDATE user_totals SET plays = plays WHERE user_id = ${userId}`;
}
