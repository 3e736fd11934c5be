-- Deletes the claims of a listener that no play refers to any more, but for tracks whose id only the claim has a name for: a
-- later file may tell the id alone. The caller locks the listener's row.
CREATE OR REPLACE FUNCTION delete_empty_claims(listener int) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM tracks t WHERE t.claimed_by = listener
    AND NOT EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = listener AND e.track_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = listener AND r.track_id = t.id)
    AND (t.spotify_id IS NULL OR t.name = ''
      OR EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = t.spotify_id AND k.claimed_by IS NULL AND k.name <> ''));
  DELETE FROM albums al WHERE al.claimed_by = listener AND NOT EXISTS (SELECT 1 FROM tracks t WHERE t.album_id = al.id);
  DELETE FROM artists a WHERE a.claimed_by = listener AND NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.artist_id = a.id);
$$;
