-- Removes plays for their listener: they go to removed_plays, where polls and imports find them and leave them.
--
-- Takes the removal, and [{played_at, track_id}] of its listener, whose row the caller locks. Returns how many were there.
CREATE OR REPLACE FUNCTION keep_removed(removal int, keys jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  listener int := (SELECT user_id FROM play_removals WHERE id = removal);
BEGIN
  INSERT INTO removed_plays (user_id, played_at, track_id, removal_id, origin_id, context_id, ms_played, ending_id, reports)
    SELECT e.user_id, e.played_at, e.track_id, removal, e.origin_id, e.context_id, e.ms_played, e.ending_id,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('source', r.source, 'ended_at', r.ended_at) ORDER BY r.source), '[]')
        FROM play_reports r WHERE (r.user_id, r.played_at, r.track_id) = (e.user_id, e.played_at, e.track_id))
    FROM jsonb_to_recordset(keys) AS x(played_at timestamptz, track_id int)
    JOIN play_events e ON e.user_id = listener AND e.played_at = x.played_at AND e.track_id = x.track_id
    ON CONFLICT (user_id, played_at, track_id) DO UPDATE SET removal_id = excluded.removal_id;
  RETURN remove_plays(listener, keys);
END
$$;
