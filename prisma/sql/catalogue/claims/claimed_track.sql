-- The track that Spotify's id, or the key of a name, means for a listener: Spotify's track of that id if it has a name, else the
-- listener's own claim, else Spotify's track without a name.
CREATE OR REPLACE FUNCTION claimed_track(listener int, by_id text, by_key text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN coalesce(
      (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by IS NULL AND name <> ''),
      (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by = listener),
      (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by IS NULL))
    ELSE (SELECT id FROM tracks WHERE claimed_by = listener AND name_key = by_key) END
$$;
