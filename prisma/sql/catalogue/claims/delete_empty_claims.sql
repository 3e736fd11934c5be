-- Deletes the claims of a listener that no play refers to any more, but for tracks whose id only the claim has a name for: a
-- later file may have the id alone. What an exclusion of such an artist or album meant went with its plays.
--
-- Takes the listener. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION delete_empty_claims(listener int) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM exclusions x WHERE x.user_id = listener
    AND (EXISTS (SELECT 1 FROM artists a WHERE a.id = x.artist_id AND a.claimed_by = listener)
      OR EXISTS (SELECT 1 FROM albums al WHERE al.id = x.album_id AND al.claimed_by = listener))
    AND NOT EXISTS (SELECT 1 FROM (
        SELECT ta.track_id FROM track_artists ta WHERE ta.artist_id = x.artist_id
        UNION ALL SELECT t.id FROM tracks t WHERE t.album_id = x.album_id) o
      WHERE EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = listener AND e.track_id = o.track_id)
        OR EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = listener AND r.track_id = o.track_id));
  DELETE FROM tracks t WHERE t.claimed_by = listener
    AND NOT EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = listener AND e.track_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = listener AND r.track_id = t.id)
    AND (t.spotify_id IS NULL OR t.name = ''
      OR EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = t.spotify_id AND k.claimed_by IS NULL AND k.name <> ''));
  DELETE FROM albums al WHERE al.claimed_by = listener AND NOT EXISTS (SELECT 1 FROM tracks t WHERE t.album_id = al.id);
  DELETE FROM artists a WHERE a.claimed_by = listener AND NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.artist_id = a.id);
$$;
