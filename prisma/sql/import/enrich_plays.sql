-- Sets the listened time of polled plays from a file, and adds the difference to every rollup.
--
-- Takes [{played_at, track_id, ms_played, skipped}] of one listener, whose row the caller holds. Returns how many plays
-- it enriched; a play that has its time already is skipped.
CREATE OR REPLACE FUNCTION enrich_plays(listener int, reported jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  of_listeners int[];
  of_tracks int[];
  ends timestamptz[];
  nought int[];
  estimated int[];
  ms bigint[];
BEGIN
  WITH target AS MATERIALIZED (
    SELECT DISTINCT ON (e.played_at, e.track_id) e.played_at, e.track_id, x.ms_played, x.skipped,
      (x.ms_played - e.listened_ms)::bigint AS ms
    FROM jsonb_to_recordset(reported) AS x(played_at timestamptz, track_id int, ms_played int, skipped boolean)
    JOIN play_events e ON e.user_id = listener AND e.played_at = x.played_at AND e.track_id = x.track_id
    WHERE e.ms_played IS NULL
    ORDER BY e.played_at, e.track_id, x.ms_played DESC
  ),
  written AS (
    UPDATE play_events e SET ms_played = g.ms_played, listened_ms = g.ms_played, skipped = coalesce(g.skipped, e.skipped)
    FROM target g WHERE e.user_id = listener AND e.played_at = g.played_at AND e.track_id = g.track_id
  )
  SELECT array_agg(listener), array_agg(g.track_id), array_agg(g.played_at), array_agg(0), array_agg(-1), array_agg(g.ms)
    INTO of_listeners, of_tracks, ends, nought, estimated, ms FROM target g;
  PERFORM apply_rollup_delta(of_listeners, of_tracks, ends, ends, nought, estimated, ms);
  RETURN coalesce(cardinality(of_listeners), 0);
END
$$;
