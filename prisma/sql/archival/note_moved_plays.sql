-- Notes the tracks that known plays have moved to, so that these plays are matched again with all around them (rematchPlays): more
-- is known of such a track than of the one before, and two known plays may turn out to be one.
--
-- Takes plays as played_tracks does, each with the track that it was of so far: [{was_track_id, …}]; without one it is new. The
-- caller locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION note_moved_plays(plays jsonb) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  INSERT INTO stale_rollups (user_id, track_id, artist_ids)
    SELECT DISTINCT u.id, m.track_id, '{}'::int[]
    FROM jsonb_to_recordset(plays) AS x(user_id int, track text, track_id int, was_track_id int)
    JOIN users u ON u.id = x.user_id
    CROSS JOIN LATERAL (SELECT coalesce(x.track_id, claimed_track(x.user_id, x.track, NULL)) AS track_id) m
    WHERE x.was_track_id IS NOT NULL AND x.was_track_id <> m.track_id
$$;
