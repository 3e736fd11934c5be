-- Links a listener's claims to the artists and albums that Spotify has named since (artists_named, albums_named). Exclusions follow.
--
-- Takes a listener whose row the caller locks, and whose rollups it counts again. Returns the albums and artists that lost a track.
CREATE OR REPLACE FUNCTION relink_claims(listener int, OUT albums int[], OUT artists int[])
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH named AS MATERIALIZED (
    SELECT * FROM artists_named(listener)
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

  WITH named AS MATERIALIZED (
    SELECT * FROM albums_named(listener)
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
