-- Updates removed plays with what has been reported since: undoing brings them back with all of it.
--
-- Takes plays as played_tracks does, each with the key that it has in removed_plays so far: [{was_played_at, was_track_id, …}].
-- Their endings are there. The caller locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION update_removed(plays jsonb, at_now timestamptz) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  updated removed_plays[];
BEGIN
  IF plays IS NULL OR plays = '[]' THEN RETURN; END IF;
  WITH reported AS MATERIALIZED (
    SELECT x.*, nextval('play_origins_id_seq')::int AS origin FROM jsonb_to_recordset(plays)
      AS x(user_id int, was_played_at timestamptz, was_track_id int, played_at timestamptz, track text, track_id int,
        ms_played int, context text, sources play_source[], first_origin int, skipped boolean, reason_start text,
        reason_end text, reports jsonb)
  ), origins AS (
    INSERT INTO play_origins (id, sources, created_at, first_id) SELECT origin, sources, at_now, first_origin FROM reported
  ), gone AS (
    DELETE FROM removed_plays r USING reported s
    WHERE r.user_id = s.user_id AND r.played_at = s.was_played_at AND r.track_id = s.was_track_id
    RETURNING r.removal_id, s.*
  )
  SELECT array_agg(ROW(g.user_id, g.played_at, coalesce(g.track_id, claimed_track(g.user_id, g.track, NULL)), g.removal_id, g.origin, c.id,
      g.ms_played, n.id, g.reports)::removed_plays) INTO updated
    FROM gone g LEFT JOIN play_contexts c ON c.uri = g.context
    LEFT JOIN play_endings n ON n.reason_start = coalesce(g.reason_start, '')
      AND n.reason_end = coalesce(g.reason_end, '') AND n.skipped IS NOT DISTINCT FROM g.skipped;
  -- All old keys are free now.
  INSERT INTO removed_plays SELECT * FROM unnest(updated) ON CONFLICT DO NOTHING;
END
$$;
