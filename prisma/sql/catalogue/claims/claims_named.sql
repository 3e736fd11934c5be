-- The claims of a listener that Spotify has spoken about, each with its track: by the id; or, where the file had none, by
-- title and artist (track_of_claim).
CREATE OR REPLACE FUNCTION claims_named(listener int) RETURNS TABLE (claim int, track int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT c.id, t.id FROM tracks c JOIN tracks t ON t.spotify_id = c.spotify_id AND t.claimed_by IS NULL
  -- A track that was taken down has no name: the file's is kept until Spotify says one.
  WHERE c.claimed_by = listener AND (t.name <> '' OR c.name = '')
  UNION ALL
  SELECT c.id, track_of_claim(c.id) FROM tracks c
  WHERE c.claimed_by = listener AND c.spotify_id IS NULL AND track_of_claim(c.id) IS NOT NULL
$$;
