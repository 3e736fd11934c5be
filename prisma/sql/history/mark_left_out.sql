-- Compares stored plays of a listener with their exclusions: what these leave out loses its time in the statistics, what they
-- do not leave out gets it back. The caller locks the listener's row, and counts the rollups again.
--
-- Takes parallel lists: when the plays ended, and their tracks. Returns the tracks and the days, of the listener's calendar,
-- of the plays that changed, and the difference in plays without a listened time.
CREATE OR REPLACE FUNCTION mark_left_out(listener int, ends timestamptz[], ended_tracks int[], OUT of_tracks int[],
  OUT on_days date[], OUT estimated int)
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH asked AS MATERIALIZED (
    SELECT e.played_at, e.track_id, e.context_id, e.ms_played, e.listened_ms IS NULL AS was_left_out
    FROM (SELECT DISTINCT * FROM unnest(ends, ended_tracks) AS k(at, track)) k
    JOIN play_events e ON e.user_id = listener AND e.played_at = k.at AND e.track_id = k.track
  ),
  left_out AS MATERIALIZED (
    SELECT o.played_at, o.track_id
    FROM (SELECT array_fill(listener, ARRAY[count(*)::int]) AS listeners, array_agg(a.track_id) AS tracks,
        array_agg(a.context_id) AS contexts, array_agg(a.played_at) AS ends FROM asked a) l
    CROSS JOIN LATERAL left_out_plays(l.listeners, l.tracks, l.contexts, l.ends) o
  ),
  wrong AS MATERIALIZED (
    SELECT a.*, o.track_id IS NOT NULL AS is_left_out
    FROM asked a LEFT JOIN left_out o ON o.played_at = a.played_at AND o.track_id = a.track_id
    WHERE a.was_left_out <> (o.track_id IS NOT NULL)
  ),
  changed AS (
    UPDATE play_events e SET listened_ms = CASE WHEN NOT w.is_left_out
        THEN listened_time(listener, w.played_at, w.track_id, w.ms_played, NULL) END
    FROM wrong w WHERE e.user_id = listener AND e.played_at = w.played_at AND e.track_id = w.track_id
  )
  SELECT coalesce(array_agg(DISTINCT w.track_id), '{}'),
      coalesce(array_agg(DISTINCT (w.played_at AT TIME ZONE u.time_zone)::date), '{}'),
      coalesce(sum(CASE WHEN w.is_left_out THEN -1 ELSE 1 END) FILTER (WHERE w.ms_played IS NULL), 0)
    INTO of_tracks, on_days, estimated FROM wrong w JOIN users u ON u.id = listener;
END
$$;
