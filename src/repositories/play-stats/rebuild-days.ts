import 'server-only';
import type { Database } from '@/lib/db/client';

/**
 * Moves the listener to another time zone and counts the day rollup anew from the plays. To be called in a transaction:
 * it holds the listener's row, as every writer of plays does, so that no play is counted by the old calendar afterwards.
 */
export async function rebuildDays(db: Database, userId: number, timeZone: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM users WHERE id = ${userId} FOR NO KEY UPDATE`;
  await db.$executeRaw`UPDATE users SET time_zone = ${timeZone}, updated_at = now() WHERE id = ${userId}`;
  await db.$executeRaw`DELETE FROM user_day_stats WHERE user_id = ${userId}`;
  await db.$executeRaw`
    INSERT INTO user_day_stats (user_id, day, plays, listened_ms, hour_plays)
    SELECT ${userId}, day, plays, ms,
      (SELECT array_agg(coalesce((by_hour->>g.hour::text)::int, 0) ORDER BY g.hour) FROM generate_series(0, 23) AS g(hour))
    FROM (
      SELECT day, sum(plays) AS plays, sum(ms) AS ms, jsonb_object_agg(hour, plays) AS by_hour
      FROM (
        SELECT local_at::date AS day, extract(hour FROM local_at)::int AS hour, count(*)::int AS plays, sum(listened_ms) AS ms
        FROM (SELECT played_at AT TIME ZONE ${timeZone} AS local_at, listened_ms
              FROM play_events WHERE user_id = ${userId}) p
        GROUP BY 1, 2
      ) h
      GROUP BY day
    ) d
    ORDER BY day`;
  // Its plays are the same, but cached answers were told by the old calendar: this raises their version.
  await db.$executeRaw`UPDATE user_totals SET plays = plays WHERE user_id = ${userId}`;
}
