-- Deletes the claims of a listener that no play refers to any more. The caller locks the listener's row.
CREATE OR REPLACE FUNCTION delete_empty_claims(listener int) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM tracks t WHERE t.claimed_by = listener
    AND NOT EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = listener AND e.track_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = listener AND r.track_id = t.id);
  DELETE FROM albums al WHERE al.claimed_by = listener AND NOT EXISTS (SELECT 1 FROM tracks t WHERE t.album_id = al.id);
  DELETE FROM artists a WHERE a.claimed_by = listener AND NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.artist_id = a.id);
$$;
