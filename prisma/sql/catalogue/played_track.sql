-- The track that a play of a listener is of: Spotify's, by its id, else their own claim; or the one with this key.
CREATE OR REPLACE FUNCTION played_track(listener int, by_id text, by_key int) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(by_key,
    (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by IS NULL),
    (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by = listener))
$$;
