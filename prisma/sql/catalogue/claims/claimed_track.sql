-- The track that an id of Spotify's, or the key of a name, means for a listener: Spotify's by its id where that has a name, else the listener's own claim, else
-- Spotify's without a name.
CREATE OR REPLACE FUNCTION claimed_track(listener int, by_id text, by_key text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN coalesce(
      (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by IS NULL AND name <> ''),
      (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by = listener),
      (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by IS NULL))
    ELSE (SELECT id FROM tracks WHERE claimed_by = listener AND name_key = by_key) END
$$;
