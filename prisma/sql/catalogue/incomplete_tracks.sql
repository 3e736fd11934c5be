-- Tracks for which a batch has a length, album or artists that are not stored yet.
CREATE OR REPLACE FUNCTION incomplete_tracks(batch jsonb) RETURNS SETOF int
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT t.id
  FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, duration_ms int, album text)
  JOIN tracks t ON t.spotify_id = x.spotify_id
  WHERE (t.duration_ms IS NULL AND x.duration_ms IS NOT NULL)
    OR (t.album_id IS NULL AND EXISTS (SELECT 1 FROM albums al WHERE al.spotify_id = x.album))
    OR (NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.track_id = t.id)
      AND EXISTS (SELECT 1 FROM jsonb_to_recordset(batch->'track_artists') AS a(track text) WHERE a.track = x.spotify_id))
$$;
