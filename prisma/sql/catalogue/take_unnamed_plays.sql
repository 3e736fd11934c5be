-- Moves a listener's plays of tracks that Spotify lists without a name, as it does once they are taken down, to new claims of
-- the same ids, which have the name that a file tells. merge_claims moves them back once Spotify says one.
--
-- Takes claims that were just added. The caller locks the listener's row, and settles the listener afterwards. Returns whether
-- any play moved.
CREATE OR REPLACE FUNCTION take_unnamed_plays(listener int, claims int[]) RETURNS boolean
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  unnamed int[];
  named int[];
BEGIN
  SELECT array_agg(t.id), array_agg(c.id) INTO unnamed, named
    FROM tracks c JOIN tracks t ON t.spotify_id = c.spotify_id AND t.claimed_by IS NULL AND t.name = ''
    WHERE c.id = ANY (claims) AND c.name <> '' AND (
      EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = listener AND e.track_id = t.id)
      OR EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = listener AND r.track_id = t.id));
  IF unnamed IS NULL THEN RETURN false; END IF;
  INSERT INTO stale_rollups (user_id, track_id, album_id, artist_ids, recording_id)
    SELECT listener, t.id, t.album_id, artists_of(t.id), t.recording_id FROM tracks t WHERE t.id = ANY (unnamed || named);
  UPDATE play_events e SET track_id = m.claim FROM unnest(unnamed, named) AS m(track, claim)
    WHERE e.user_id = listener AND e.track_id = m.track;
  UPDATE removed_plays r SET track_id = m.claim FROM unnest(unnamed, named) AS m(track, claim)
    WHERE r.user_id = listener AND r.track_id = m.track;
  RETURN true;
END
$$;
