-- The artist that a file means: by Spotify's id; where the file has the name alone, the one known by that name only,
-- else one that Spotify spells exactly so.
CREATE OR REPLACE FUNCTION resolve_artist(by_id text, by_key text, by_name text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN (SELECT id FROM artists WHERE spotify_id = by_id)
    ELSE coalesce((SELECT id FROM artists WHERE name_key = by_key),
                  (SELECT min(id) FROM artists WHERE name = by_name AND spotify_id IS NOT NULL)) END
$$;
