-- Plays that were polled learn from a file how long they were really listened to, and every rollup learns the
-- difference. The caller holds the listener's row. Answers how many plays it were.
CREATE OR REPLACE FUNCTION enrich_plays(listener int, reported jsonb) RETURNS int
LANGUAGE sql
SET jit = off
AS $$
  WITH target AS MATERIALIZED (
    SELECT DISTINCT ON (e.played_at, e.track_id) e.played_at, e.track_id, x.ms_played, x.skipped,
      (x.ms_played - e.listened_ms)::bigint AS ms, t.album_id, (e.played_at AT TIME ZONE u.time_zone)::date AS day
    FROM jsonb_to_recordset(reported) AS x(played_at timestamptz, track_id int, ms_played int, skipped boolean)
    JOIN play_events e ON e.user_id = listener AND e.played_at = x.played_at AND e.track_id = x.track_id
    JOIN tracks t ON t.id = e.track_id
    JOIN users u ON u.id = listener
    WHERE e.ms_played IS NULL
    ORDER BY e.played_at, e.track_id, x.ms_played DESC
  ),
  written AS (
    UPDATE play_events e SET ms_played = g.ms_played, listened_ms = g.ms_played, skipped = coalesce(g.skipped, e.skipped)
    FROM target g WHERE e.user_id = listener AND e.played_at = g.played_at AND e.track_id = g.track_id
  ),
  by_track AS (
    UPDATE user_track_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT track_id, sum(ms) AS ms FROM target GROUP BY 1) d
    WHERE r.user_id = listener AND r.track_id = d.track_id AND d.ms <> 0
  ),
  by_artist AS (
    UPDATE user_artist_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT ta.artist_id, sum(g.ms) AS ms FROM target g JOIN track_artists ta USING (track_id) GROUP BY 1) d
    WHERE r.user_id = listener AND r.artist_id = d.artist_id AND d.ms <> 0
  ),
  by_album AS (
    UPDATE user_album_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT album_id, sum(ms) AS ms FROM target GROUP BY 1) d
    WHERE r.user_id = listener AND r.album_id = d.album_id AND d.ms <> 0
  ),
  by_day AS (
    UPDATE user_day_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT day, sum(ms) AS ms FROM target GROUP BY 1) d
    WHERE r.user_id = listener AND r.day = d.day AND d.ms <> 0
  ),
  totals AS (
    UPDATE user_totals r SET listened_ms = r.listened_ms + d.ms, estimated_plays = r.estimated_plays - d.plays
    FROM (SELECT sum(ms) AS ms, count(*) AS plays FROM target HAVING count(*) > 0) d
    WHERE r.user_id = listener
  )
  SELECT count(*)::int FROM target;
$$;
