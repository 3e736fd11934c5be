-- The track that Spotify has named like a claim without an id, by title and artist; null when there is none, or when tracks of
-- that name are different recordings.
CREATE OR REPLACE FUNCTION named_track(claim int) RETURNS int
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT min(t.id)
  FROM tracks c JOIN track_artists ca ON ca.track_id = c.id JOIN artists x ON x.id = ca.artist_id
  JOIN tracks t ON t.title_key = c.title_key AND t.claimed_by IS NULL
  JOIN track_artists ta ON ta.track_id = t.id JOIN artists a ON a.id = ta.artist_id AND a.search_name = x.search_name
  WHERE c.id = claim AND c.spotify_id IS NULL AND c.title_key <> '' HAVING count(DISTINCT t.recording_id) = 1
$$;
