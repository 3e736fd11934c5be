-- Moves a listener's plays, removed ones too, from their claims to the tracks that Spotify has named (claims_named). No two become
-- one here: that is decided when they are matched again (rematchPlays). The empty claims stay: delete_empty_claims.
--
-- Takes a listener whose row the caller locks, and whose rollups it counts again. Returns the tracks, claims among them, and the
-- days, of the listener's calendar, whose plays have changed, the ends of these plays, and what the claims were counted under.
CREATE OR REPLACE FUNCTION merge_claims(listener int, OUT of_tracks int[], OUT ends timestamptz[], OUT on_days date[],
  OUT recordings int[], OUT albums int[], OUT artists int[])
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  claims int[];
  named int[];
BEGIN
  SELECT coalesce(array_agg(n.claim), '{}'), coalesce(array_agg(n.track), '{}'), coalesce(array_agg(c.recording_id), '{}'),
      coalesce(array_agg(c.album_id) FILTER (WHERE c.album_id IS NOT NULL), '{}')
    INTO claims, named, recordings, albums FROM claims_named(listener) n JOIN tracks c ON c.id = n.claim;
  of_tracks := claims || named;
  artists := ARRAY(SELECT DISTINCT artist_id FROM track_artists WHERE track_id = ANY (claims));
  ends := '{}'; on_days := '{}';
  IF claims = '{}' THEN RETURN; END IF;
  -- A claim that stayed for its name alone says nothing of what its listener leaves out.
  PERFORM copy_exclusions(listener, array_agg(m.claim), array_agg(m.track)) FROM unnest(claims, named) AS m(claim, track)
    WHERE EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = listener AND e.track_id = m.claim)
      OR EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = listener AND r.track_id = m.claim);
  DELETE FROM exclusions WHERE user_id = listener AND track_id = ANY (claims);

  PERFORM keep_ends_apart(listener, claims, named);
  WITH moved AS (
    UPDATE play_events e SET track_id = m.track FROM unnest(claims, named) AS m(claim, track)
    WHERE e.user_id = listener AND e.track_id = m.claim RETURNING e.played_at
  )
  SELECT coalesce(array_agg(played_at), '{}') INTO ends FROM moved;
  SELECT coalesce(array_agg(DISTINCT (at AT TIME ZONE u.time_zone)::date), '{}') INTO on_days
    FROM unnest(ends) at JOIN users u ON u.id = listener;
  PERFORM move_removed(listener, claims, named);
END
$$;
