-- Notes for every listener who played these tracks under what album, artists and recording they are counted, so that
-- settle_listener counts them again. Call it before the tracks change.
--
-- Takes tracks whose rows the caller holds FOR UPDATE: add_plays waits for them, so nobody's first play is missed. Locks
-- the listeners FOR KEY SHARE, by id. Returns nothing.
CREATE OR REPLACE FUNCTION note_stale_rollups(of_tracks int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  INSERT INTO stale_rollups (user_id, track_id, album_id, artist_ids, recording_id)
    SELECT l.id, t.id, t.album_id, artists_of(t.id), t.recording_id
    FROM (
      -- Who played them is looked up listener by listener: plays have no index by track alone. Also plays that stand in no
      -- rollup: they may count from now on, or turn out to be other plays.
      SELECT u.id AS user_id, x AS track_id FROM unnest(of_tracks) x CROSS JOIN users u
      WHERE EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = u.id AND e.track_id = x OFFSET 0)
      UNION
      SELECT user_id, track_id FROM removed_plays WHERE track_id = ANY (of_tracks)
      UNION
      SELECT user_id, track_id FROM exclusions WHERE track_id = ANY (of_tracks)
    ) p JOIN tracks t ON t.id = p.track_id JOIN users l ON l.id = p.user_id
    ORDER BY 1, 2 FOR KEY SHARE OF l
$$;
