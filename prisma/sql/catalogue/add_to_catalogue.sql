-- Adds the artists, albums, tracks and contexts of a batch that are missing; existing ones stay unchanged.
--
-- Takes a batch. Rows are written in the order of their keys, so that two batches never wait for each other. Returns nothing.
CREATE OR REPLACE FUNCTION add_to_catalogue(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  INSERT INTO artists (spotify_id, name_key, name, search_name)
    SELECT DISTINCT ON (a.key) a.spotify_id, a.name_key, a.name, a.search_name
    FROM (SELECT x.*, coalesce(x.spotify_id, 'name:' || x.name_key) AS key
          FROM jsonb_to_recordset(batch->'artists')
            AS x(spotify_id text, name_key text, name text, search_name text)) a
    WHERE NOT EXISTS (SELECT 1 FROM artists k WHERE k.spotify_id = a.spotify_id)
      AND NOT EXISTS (SELECT 1 FROM artists k WHERE k.name_key = a.name_key)
    ORDER BY a.key
    ON CONFLICT DO NOTHING;

  INSERT INTO albums (spotify_id, name, search_name, image_url, release_date)
    SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.search_name, x.image_url, x.release_date
    FROM jsonb_to_recordset(batch->'albums')
      AS x(spotify_id text, name text, search_name text, image_url text, release_date text)
    WHERE NOT EXISTS (SELECT 1 FROM albums k WHERE k.spotify_id = x.spotify_id)
    ORDER BY x.spotify_id
    ON CONFLICT DO NOTHING;

  -- A track's artists are written with the track, or by complete_tracks: the artist rollups rely on them.
  WITH created AS (
    INSERT INTO tracks (spotify_id, name, search_name, duration_ms, album_id, isrc, explicit)
    SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.search_name, x.duration_ms, al.id, x.isrc, x.explicit
    FROM jsonb_to_recordset(batch->'tracks')
      AS x(spotify_id text, name text, search_name text, duration_ms int, album text, isrc text, explicit boolean)
    LEFT JOIN albums al ON al.spotify_id = x.album
    WHERE NOT EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = x.spotify_id)
    ORDER BY x.spotify_id
    ON CONFLICT DO NOTHING
    RETURNING id, spotify_id
  )
  INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, a.id
    FROM jsonb_to_recordset(batch->'track_artists') AS x(track text, position smallint, spotify_id text, name_key text)
    JOIN created t ON t.spotify_id = x.track
    JOIN artists a ON a.spotify_id = x.spotify_id OR a.name_key = x.name_key
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING;

  INSERT INTO play_contexts (type, uri)
    SELECT DISTINCT ON (x.uri) x.type, x.uri
    FROM jsonb_to_recordset(batch->'contexts') AS x(type text, uri text)
    WHERE NOT EXISTS (SELECT 1 FROM play_contexts k WHERE k.uri = x.uri)
    ORDER BY x.uri
    ON CONFLICT DO NOTHING;
END
$$;
