-- Links a listener's claims to the artists and albums that Spotify has named since: an artist where one alone has the name, an
-- album where one alone has the name and a track of the same artist. Exclusions follow.
--
-- Takes a listener whose row the caller locks, and whose rollups it counts again. Returns the albums and artists that lost a track.
CREATE OR REPLACE FUNCTION relink_claims(listener int, OUT albums int[], OUT artists int[])
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH named AS (
    SELECT c.id AS claim, min(a.id) AS artist FROM artists c
    JOIN artists a ON a.search_name = c.search_name AND a.claimed_by IS NULL
    WHERE c.claimed_by = listener AND c.spotify_id IS NULL GROUP BY 1 HAVING count(*) = 1
    UNION ALL
    SELECT c.id, a.id FROM artists c JOIN artists a ON a.spotify_id = c.spotify_id AND a.claimed_by IS NULL
    WHERE c.claimed_by = listener
  ), followed AS (
    INSERT INTO exclusions (user_id, kind, artist_id, created_at)
      SELECT x.user_id, x.kind, n.artist, x.created_at FROM exclusions x JOIN named n ON n.claim = x.artist_id
      WHERE x.user_id = listener ORDER BY x.id ON CONFLICT DO NOTHING
  ), moved AS (
    UPDATE track_artists ta SET artist_id = n.artist
    FROM (
      -- One of them, where a track has an artist both by id and by name.
      SELECT DISTINCT ON (k.track_id, n.artist) k.track_id, n.claim, n.artist
      FROM named n JOIN track_artists k ON k.artist_id = n.claim
      WHERE NOT EXISTS (SELECT 1 FROM track_artists o WHERE o.track_id = k.track_id AND o.artist_id = n.artist)
      ORDER BY k.track_id, n.artist, k.position
    ) n
    WHERE ta.track_id = n.track_id AND ta.artist_id = n.claim
    RETURNING n.claim, n.artist
  )
  SELECT coalesce(array_agg(DISTINCT x), '{}') INTO artists FROM moved m, unnest(ARRAY[m.claim, m.artist]) x;

  WITH named AS (
    SELECT c.id AS claim, min(t.album_id) AS album
    FROM albums c JOIN tracks ct ON ct.album_id = c.id JOIN track_artists ca ON ca.track_id = ct.id
    JOIN albums al ON al.claimed_by IS NULL AND al.search_name = c.search_name
    JOIN tracks t ON t.album_id = al.id AND t.claimed_by IS NULL
    JOIN track_artists ta ON ta.track_id = t.id AND ta.artist_id = ca.artist_id
    WHERE c.claimed_by = listener GROUP BY 1 HAVING count(DISTINCT t.album_id) = 1
  ), followed AS (
    INSERT INTO exclusions (user_id, kind, album_id, created_at)
      SELECT x.user_id, x.kind, n.album, x.created_at FROM exclusions x JOIN named n ON n.claim = x.album_id
      WHERE x.user_id = listener ORDER BY x.id ON CONFLICT DO NOTHING
  ), moved AS (
    UPDATE tracks t SET album_id = n.album FROM named n WHERE t.album_id = n.claim RETURNING n.claim, n.album
  )
  SELECT coalesce(array_agg(DISTINCT x), '{}') INTO albums FROM moved m, unnest(ARRAY[m.claim, m.album]) x;
END
$$;
