-- Recounts days of listeners from the plays; the two lists are parallel, without duplicate pairs. A session ends where
-- 30 minutes or more lie between the end of a play and the start of the next. inner_started_at to inner_plays describe
-- the longest one between the first and the last; the earliest wins a tie.
CREATE OR REPLACE FUNCTION session_days(listeners int[], on_days date[]) RETURNS SETOF user_session_days
LANGUAGE sql STABLE
SET jit = off
AS $$
  WITH spans AS (
    SELECT c.user_id, c.day, e.played_at, e.track_id, e.played_at - e.listened_ms * interval '1 millisecond' AS started_at,
      lag(e.played_at) OVER (PARTITION BY c.user_id, c.day ORDER BY e.played_at, e.track_id) AS before
    FROM unnest(listeners, on_days) AS c(user_id, day)
    -- OFFSET 0: each day by the primary key. Where a few listeners have most plays, a join would read them all.
    CROSS JOIN LATERAL (
      SELECT * FROM counted_plays p WHERE p.user_id = c.user_id AND p.played_at >= c.day::timestamp AT TIME ZONE 'UTC'
        AND p.played_at < (c.day + 1)::timestamp AT TIME ZONE 'UTC' OFFSET 0) e
  ), marked AS (
    SELECT *, before IS NULL OR started_at - before >= interval '30 minutes' AS begins FROM spans
  ), numbered AS (
    SELECT *, count(*) FILTER (WHERE begins)
      OVER (PARTITION BY user_id, day ORDER BY played_at, track_id ROWS UNBOUNDED PRECEDING) AS number
    FROM marked
  ), sessions AS (
    SELECT user_id, day, number, max(number) OVER (PARTITION BY user_id, day) AS of,
      min(started_at) FILTER (WHERE begins) AS started_at, max(played_at) AS ended_at, count(*)::int AS plays
    FROM numbered GROUP BY user_id, day, number
  ), placed AS (
    SELECT *, number = 1 AS is_first, number = of AS is_last, number > 1 AND number < of AS is_inner FROM sessions
  )
  SELECT user_id, day, max(of)::int,
    min(started_at) FILTER (WHERE is_first), min(ended_at) FILTER (WHERE is_first), min(plays) FILTER (WHERE is_first),
    min(started_at) FILTER (WHERE is_last), min(ended_at) FILTER (WHERE is_last), min(plays) FILTER (WHERE is_last),
    coalesce(sum(round(extract(epoch FROM ended_at - started_at) * 1000)) FILTER (WHERE is_inner), 0)::bigint,
    (array_agg(started_at ORDER BY ended_at - started_at DESC, started_at) FILTER (WHERE is_inner))[1],
    (array_agg(ended_at ORDER BY ended_at - started_at DESC, started_at) FILTER (WHERE is_inner))[1],
    (array_agg(plays ORDER BY ended_at - started_at DESC, started_at) FILTER (WHERE is_inner))[1]
  FROM placed GROUP BY user_id, day ORDER BY user_id, day
$$;
