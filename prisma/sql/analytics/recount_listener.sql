-- Counts all rollups of a listener again from their plays: after what counts as a play has changed. Raises the version of
-- the statistics. The caller locks the listener's row; nobody else's is touched.
--
-- Takes the listener. Returns nothing. Time grows with all plays of the listener.
CREATE OR REPLACE FUNCTION recount_listener(listener int) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  of_tracks int[];
BEGIN
  of_tracks := ARRAY(SELECT DISTINCT track_id FROM play_events WHERE user_id = listener);
  PERFORM recount_rollups(listener, of_tracks,
    ARRAY(SELECT DISTINCT (e.played_at AT TIME ZONE u.time_zone)::date FROM play_events e JOIN users u ON u.id = e.user_id
      WHERE e.user_id = listener),
    '{}', '{}', '{}', 0);
  UPDATE user_totals SET estimated_plays =
      (SELECT count(*) FROM counted_plays WHERE user_id = listener AND ms_played IS NULL)
    WHERE user_id = listener;
  PERFORM recount_genres(listener);
  PERFORM recount_sessions(listener, ARRAY(SELECT DISTINCT (played_at AT TIME ZONE 'UTC')::date FROM play_events
    WHERE user_id = listener));
END
$$;
