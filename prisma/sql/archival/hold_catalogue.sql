-- Keeps the tracks of new plays, and the genres of their artists, as they are until the transaction ends: a later change
-- then finds the new rollups and notes their listeners. Other writers of plays do not wait.
--
-- Takes plays as played_tracks does. Locks their tracks and artists FOR KEY SHARE, by key. Returns nothing.
CREATE OR REPLACE FUNCTION hold_catalogue(plays jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  of_tracks int[];
BEGIN
  SELECT array_agg(DISTINCT x.track_id) INTO of_tracks FROM played_tracks(plays) x;
  PERFORM 1 FROM tracks WHERE id = ANY (of_tracks) ORDER BY id FOR KEY SHARE;
  PERFORM 1 FROM artists WHERE id IN (SELECT artist_id FROM track_artists WHERE track_id = ANY (of_tracks))
    ORDER BY id FOR KEY SHARE;
END
$$;
