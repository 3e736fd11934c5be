-- Whether a claim without an id is one recording of Spotify's catalogue, by its title and artist: claims_named merges it.
CREATE OR REPLACE FUNCTION is_named(claim int) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT count(DISTINCT t.recording_id) = 1
  FROM tracks c JOIN track_artists ca ON ca.track_id = c.id JOIN artists x ON x.id = ca.artist_id
  JOIN tracks t ON t.title_key = c.title_key AND t.claimed_by IS NULL
  JOIN track_artists ta ON ta.track_id = t.id JOIN artists a ON a.id = ta.artist_id AND a.search_name = x.search_name
  WHERE c.id = claim
$$;
