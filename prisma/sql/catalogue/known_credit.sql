-- The artist whom a track of the catalogue has under a name and with an id: an answer that lacks the id means this one.
--
-- Takes Spotify's id of the track and a name as artists.search_name has it; null for none.
CREATE OR REPLACE FUNCTION known_credit(track text, name text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT min(a.id) FROM tracks t JOIN track_artists ta ON ta.track_id = t.id JOIN artists a ON a.id = ta.artist_id
  WHERE t.spotify_id = known_credit.track AND t.claimed_by IS NULL AND a.search_name = known_credit.name
    AND a.spotify_id IS NOT NULL
$$;
