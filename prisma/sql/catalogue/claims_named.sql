-- The claims of a listener that Spotify has spoken about, each with its track: by the id; or, where the file had none, by
-- title and artist, when all tracks of that name are one recording.
CREATE OR REPLACE FUNCTION claims_named(listener int) RETURNS TABLE (claim int, track int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT c.id, t.id FROM tracks c JOIN tracks t ON t.spotify_id = c.spotify_id AND t.claimed_by IS NULL
  WHERE c.claimed_by = listener
  UNION ALL
  SELECT c.id, min(t.id) FROM tracks c
  JOIN track_artists ca ON ca.track_id = c.id JOIN artists x ON x.id = ca.artist_id
  JOIN tracks t ON t.title_key = c.title_key AND t.claimed_by IS NULL
  JOIN track_artists ta ON ta.track_id = t.id JOIN artists a ON a.id = ta.artist_id AND a.search_name = x.search_name
  WHERE c.claimed_by = listener AND c.spotify_id IS NULL AND c.title_key <> ''
  GROUP BY 1 HAVING count(DISTINCT t.recording_id) = 1
$$;
