-- Removes plays of a listener, and counts the rollups again without them. Where a play goes (to removed_plays, or into
-- another one) is the caller's business.
--
-- Takes [{played_at, track_id}] of one listener, whose row the caller locks. Returns how many were there.
CREATE OR REPLACE FUNCTION remove_plays(listener int, keys jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  tracks_of int[];
  ends timestamptz[];
  days_of date[];
  estimated int;
  removed int;
  after record;
BEGIN
  WITH gone AS (
    DELETE FROM play_events e USING jsonb_to_recordset(keys) AS x(played_at timestamptz, track_id int)
    WHERE e.user_id = listener AND e.played_at = x.played_at AND e.track_id = x.track_id
    RETURNING e.played_at, e.track_id, e.ms_played, e.listened_ms
  )
  SELECT array_agg(DISTINCT g.track_id), array_agg(g.played_at),
      array_agg(DISTINCT (g.played_at AT TIME ZONE u.time_zone)::date), -count(*) FILTER (WHERE g.ms_played IS NULL AND g.listened_ms IS NOT NULL), count(*)
    INTO tracks_of, ends, days_of, estimated, removed FROM gone g JOIN users u ON u.id = listener;
  IF removed = 0 THEN RETURN 0; END IF;

  SELECT * INTO after FROM remeasure_plays(listener, ends);
  PERFORM recount_changed_plays(listener, tracks_of || after.of_tracks, days_of || after.on_days, estimated);
  RETURN removed;
END
$$;
