-- The claims of a listener for artists whom Spotify has named, each with its artist: by the id; or, where the file had none, by
-- the name, where one alone has it.
CREATE OR REPLACE FUNCTION artists_named(listener int) RETURNS TABLE (claim int, artist int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT c.id, a.id FROM artists c JOIN artists a ON a.spotify_id = c.spotify_id AND a.claimed_by IS NULL
  WHERE c.claimed_by = listener
  UNION ALL
  SELECT c.id, min(a.id) FROM artists c JOIN artists a ON a.search_name = c.search_name AND a.claimed_by IS NULL
  WHERE c.claimed_by = listener AND c.spotify_id IS NULL GROUP BY 1 HAVING count(*) = 1
$$;
