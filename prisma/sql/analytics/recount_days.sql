-- Counts days of a listener's calendar again, from the plays.
--
-- Takes the listener and the days. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_days(listener int, on_days date[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_day_stats WHERE user_id = listener AND day = ANY (on_days);
  WITH days AS (SELECT DISTINCT day FROM unnest(on_days) day),
  played AS (
    SELECT d.day, extract(hour FROM p.played_at AT TIME ZONE u.time_zone)::int AS hour, p.listened_ms
    FROM days d JOIN users u ON u.id = listener
    JOIN counted_plays p ON p.user_id = listener
      AND p.played_at >= (d.day - 1)::timestamp AT TIME ZONE 'UTC' AND p.played_at < (d.day + 2)::timestamp AT TIME ZONE 'UTC'
      AND (p.played_at AT TIME ZONE u.time_zone)::date = d.day
  )
  INSERT INTO user_day_stats (user_id, day, plays, listened_ms, hour_plays)
    SELECT listener, h.day, sum(h.plays), sum(h.ms), array_agg(h.plays ORDER BY h.hour)
    FROM (
      SELECT x.day, x.hour, sum(x.plays)::int AS plays, sum(x.ms) AS ms FROM (
        SELECT day, hour, 1 AS plays, listened_ms::bigint AS ms FROM played
        UNION ALL
        SELECT day, hour, 0, 0 FROM days CROSS JOIN generate_series(0, 23) AS hour) x
      GROUP BY 1, 2
    ) h GROUP BY h.day HAVING sum(h.plays) > 0 ORDER BY h.day;
$$;
