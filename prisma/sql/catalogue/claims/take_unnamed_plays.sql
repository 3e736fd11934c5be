-- Moves a listener's plays of tracks that Spotify lists without a name, as it does once they are taken down, to new claims of
-- the same ids, which have the name that a file gives; exclusions of the tracks mean the claims, too. merge_claims moves them back once Spotify says one.
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
  PERFORM copy_exclusions(listener, unnamed, named);
  UPDATE play_events e SET track_id = m.claim FROM unnest(unnamed, named) AS m(track, claim)
    WHERE e.user_id = listener AND e.track_id = m.track;
  PERFORM move_removed(listener, unnamed, named);
  -- An exclusion of the track stays where it means plays of other releases, too.
  DELETE FROM exclusions x WHERE x.user_id = listener AND x.track_id = ANY (unnamed) AND NOT EXISTS (
    SELECT 1 FROM tracks_of(listener, recording_of(listener, x.track_id)) t
    JOIN play_events e ON e.user_id = listener AND e.track_id = t);
  RETURN true;
END
$$;
