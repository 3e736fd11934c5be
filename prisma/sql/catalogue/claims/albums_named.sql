-- The claims of a listener for albums that Spotify has named, each with its album: by the id; or by the name, where one alone has
-- it and a track of the same artist.
CREATE OR REPLACE FUNCTION albums_named(listener int) RETURNS TABLE (claim int, album int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT c.id, al.id FROM albums c JOIN albums al ON al.spotify_id = c.spotify_id AND al.claimed_by IS NULL
  WHERE c.claimed_by = listener
  UNION ALL
  SELECT c.id, min(t.album_id)
  FROM albums c JOIN tracks ct ON ct.album_id = c.id JOIN track_artists ca ON ca.track_id = ct.id
  JOIN albums al ON al.claimed_by IS NULL AND al.search_name = c.search_name
  JOIN tracks t ON t.album_id = al.id AND t.claimed_by IS NULL
  JOIN track_artists ta ON ta.track_id = t.id AND ta.artist_id = ca.artist_id
  WHERE c.claimed_by = listener
    AND NOT EXISTS (SELECT 1 FROM albums k WHERE k.spotify_id = c.spotify_id AND k.claimed_by IS NULL)
  GROUP BY 1 HAVING count(DISTINCT t.album_id) = 1
$$;
