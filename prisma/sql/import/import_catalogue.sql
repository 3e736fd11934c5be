-- Adds what a file tells of artists, albums and tracks and we do not know yet; what is known stays as it is.
-- Shapes: ImportedCatalogue in src/repositories/import/import-catalogue-repository.ts.
CREATE OR REPLACE FUNCTION import_catalogue(catalogue jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  INSERT INTO artists (spotify_id, name_key, name, genres, genres_source, image_url)
    SELECT DISTINCT ON (coalesce(x.spotify_id, 'name:' || x.name_key))
      x.spotify_id, x.name_key, x.name, coalesce(x.genres, '{}'), x.genres_source, x.image_url
    FROM jsonb_to_recordset(catalogue->'artists') AS x(spotify_id text, name_key text, name text, genres text[],
      genres_source text, image_url text)
    WHERE resolve_artist(x.spotify_id, x.name_key, x.name) IS NULL
    ORDER BY coalesce(x.spotify_id, 'name:' || x.name_key)
    ON CONFLICT DO NOTHING;

  INSERT INTO albums (spotify_id, name_key, name, image_url, release_date)
    SELECT DISTINCT ON (coalesce(x.spotify_id, 'name:' || x.name_key))
      x.spotify_id, x.name_key, x.name, x.image_url, x.release_date
    FROM jsonb_to_recordset(catalogue->'albums') AS x(spotify_id text, name_key text, name text, image_url text,
      release_date text, artist_key text, artist_name text)
    WHERE resolve_album(x.spotify_id, x.name_key, x.name, resolve_artist(NULL, x.artist_key, x.artist_name)) IS NULL
    ORDER BY coalesce(x.spotify_id, 'name:' || x.name_key)
    ON CONFLICT DO NOTHING;

  -- As everywhere, a track's artists are written with the track and never changed: the artist rollups lean on them.
  WITH created AS (
    INSERT INTO tracks (spotify_id, name, duration_ms, album_id, isrc, explicit, is_provisional)
    SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.duration_ms,
      resolve_album(x.album_id, x.album_key, x.album_name, resolve_artist(NULL, x.artist_key, x.artist_name)),
      x.isrc, x.explicit, x.is_provisional
    FROM jsonb_to_recordset(catalogue->'tracks') AS x(spotify_id text, name text, duration_ms int, isrc text,
      explicit boolean, is_provisional boolean, album_id text, album_key text, album_name text, artist_key text,
      artist_name text)
    WHERE NOT EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = x.spotify_id)
    ORDER BY x.spotify_id
    ON CONFLICT DO NOTHING
    RETURNING id, spotify_id
  )
  INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, resolve_artist(x.artist_id, x.artist_key, x.artist_name)
    FROM jsonb_to_recordset(catalogue->'track_artists') AS x(track text, position smallint, artist_id text,
      artist_key text, artist_name text)
    JOIN created t ON t.spotify_id = x.track
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING;
END
$$;
