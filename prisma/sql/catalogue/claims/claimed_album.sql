-- The album that a listener's file means: Spotify's by its id, else the listener's own claim.
CREATE OR REPLACE FUNCTION claimed_album(listener int, by_id text, by_key text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN coalesce(
      (SELECT id FROM albums WHERE spotify_id = by_id AND claimed_by IS NULL),
      (SELECT id FROM albums WHERE spotify_id = by_id AND claimed_by = listener))
    ELSE (SELECT id FROM albums WHERE name_key = by_key AND claimed_by = listener) END
$$;
