-- The artist that a listener's file means: by Spotify's id; where the file has the name alone, the catalogue's only artist of
-- that name, or the listener's own claim.
CREATE OR REPLACE FUNCTION claimed_artist(listener int, by_id text, by_key text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN coalesce(
      (SELECT id FROM artists WHERE spotify_id = by_id AND claimed_by IS NULL),
      (SELECT id FROM artists WHERE spotify_id = by_id AND claimed_by = listener))
    ELSE coalesce(
      (SELECT min(id) FROM artists WHERE search_name = by_key AND claimed_by IS NULL HAVING count(*) = 1),
      (SELECT id FROM artists WHERE name_key = by_key AND claimed_by = listener)) END
$$;
