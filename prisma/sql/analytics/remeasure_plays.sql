-- Estimates again how long plays were listened to that no export reported, where the play before them has changed.
--
-- Takes ends of plays: those that ended then, and those that follow each, are measured. The caller locks the listener's row.
-- Returns the tracks and the days, of the listener's calendar, whose plays have got another time.
CREATE OR REPLACE FUNCTION remeasure_plays(listener int, ends timestamptz[], OUT of_tracks int[], OUT on_days date[])
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH named AS (
    SELECT DISTINCT at FROM unnest(ends) AS at
  ),
  chosen AS (
    SELECT e.played_at, e.track_id FROM named n JOIN play_events e ON e.user_id = listener AND e.played_at = n.at
    UNION
    SELECT e.played_at, e.track_id FROM named n CROSS JOIN LATERAL (
      SELECT p.played_at, p.track_id FROM play_events p WHERE p.user_id = listener AND p.played_at > n.at
      ORDER BY p.played_at, p.track_id LIMIT 1) e
  ),
  measured AS (
    SELECT e.played_at, e.track_id, listening_time(NULL, t.duration_ms, e.played_at, (
        SELECT p.played_at FROM play_events p
        WHERE p.user_id = listener AND (p.played_at, p.track_id) < (e.played_at, e.track_id)
        ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1)) AS ms
    FROM chosen c JOIN play_events e ON e.user_id = listener AND (e.played_at, e.track_id) = (c.played_at, c.track_id)
    JOIN tracks t ON t.id = e.track_id WHERE e.ms_played IS NULL
  ),
  corrected AS (
    UPDATE play_events e SET listened_ms = m.ms FROM measured m
    WHERE e.user_id = listener AND (e.played_at, e.track_id) = (m.played_at, m.track_id) AND e.listened_ms <> m.ms
    RETURNING e.track_id, e.played_at
  )
  SELECT coalesce(array_agg(DISTINCT c.track_id), '{}'),
      coalesce(array_agg(DISTINCT (c.played_at AT TIME ZONE u.time_zone)::date), '{}')
    INTO of_tracks, on_days FROM corrected c JOIN users u ON u.id = listener;
END
$$;
