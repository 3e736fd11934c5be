-- Notes for every listener who played these tracks under what album, artists and recording they are counted, so that
-- settle_listener counts them again. Call it before the tracks change.
--
-- Takes tracks whose rows the caller holds FOR UPDATE: add_plays waits for them, so nobody's first play is missed.
CREATE OR REPLACE FUNCTION note_stale_rollups(of_tracks int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  -- Who played them is looked up listener by listener: their rollup has no index by track alone.
  INSERT INTO stale_rollups (user_id, track_id, album_id, artist_ids, recording_id)
    SELECT u.id, t.id, t.album_id, artists_of(t.id), t.recording_id
    FROM tracks t CROSS JOIN users u
    WHERE t.id = ANY (of_tracks)
      AND EXISTS (SELECT 1 FROM user_track_stats s WHERE s.user_id = u.id AND s.track_id = t.id OFFSET 0)
    ORDER BY u.id, t.id
$$;
