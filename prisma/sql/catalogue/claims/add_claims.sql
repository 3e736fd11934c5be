-- Adds what a file says of tracks that Spotify has not named: as claims of its listener, which nobody else sees. Artists and
-- albums of the catalogue are used where the file has their ids, or where one alone has the name.
--
-- Takes {artists: [{spotify_id, name_key, name, search_name}], albums: [{spotify_id, name_key, name, search_name, image_url,
-- release_date, artist_name}], tracks: [{spotify_id, name_key, name, search_name, title_key, artists_key, duration_ms, isrc,
-- explicit, album_id, album_key}], track_artists: [{track_id, track_key, position, artist_id, artist_key}]}; each entity goes by
-- its id of Spotify's, or without one by its key. The caller locks the listener's row. Returns whether claims that were there
-- got something that they lacked, or plays got a name: then the caller settles the listener (settle_listener) once the plays are written.
CREATE OR REPLACE FUNCTION add_claims(listener int, claims jsonb) RETURNS boolean
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  completed boolean;
  added int[];
BEGIN
  INSERT INTO artists (claimed_by, spotify_id, name_key, name, search_name)
    SELECT listener, x.spotify_id, x.name_key, x.name, x.search_name
    FROM jsonb_to_recordset(claims->'artists') AS x(spotify_id text, name_key text, name text, search_name text)
    WHERE claimed_artist(listener, x.spotify_id, x.name_key) IS NULL
    ON CONFLICT DO NOTHING;

  INSERT INTO albums (claimed_by, spotify_id, name_key, name, search_name, image_url, release_date)
    SELECT listener, x.spotify_id, x.name_key, x.name, x.search_name, x.image_url, x.release_date
    FROM jsonb_to_recordset(claims->'albums')
      AS x(spotify_id text, name_key text, name text, search_name text, image_url text, release_date text)
    WHERE claimed_album(listener, x.spotify_id, x.name_key) IS NULL
    ON CONFLICT DO NOTHING;

  completed := complete_claims(listener, claims);

  WITH created AS (
    INSERT INTO tracks (claimed_by, spotify_id, name_key, name, search_name, title_key, artists_key, duration_ms, isrc,
      explicit, album_id, recording_id)
    SELECT listener, x.spotify_id, x.name_key, x.name, x.search_name, x.title_key, x.artists_key, x.duration_ms, x.isrc,
      x.explicit, claimed_album(listener, x.album_id, x.album_key), nextval('recording_ids')
    FROM jsonb_to_recordset(claims->'tracks') AS x(spotify_id text, name_key text, name text, search_name text,
      title_key text, artists_key text, duration_ms int, isrc text, explicit boolean, album_id text, album_key text)
    -- Beside a track that Spotify lists without a name, the file's word stands.
    WHERE NOT EXISTS (SELECT 1 FROM tracks k WHERE k.id = claimed_track(listener, x.spotify_id, x.name_key)
      AND (k.claimed_by IS NOT NULL OR k.name <> '' OR x.name = ''))
    ON CONFLICT DO NOTHING
    RETURNING id, spotify_id, name_key
  ),
  -- Found before the join: for each credit once, not for each pair of a credit and a track.
  credited AS MATERIALIZED (
    SELECT x.track_id, x.track_key, x.position, claimed_artist(listener, x.artist_id, x.artist_key) AS artist_id
    FROM jsonb_to_recordset(claims->'track_artists')
      AS x(track_id text, track_key text, position smallint, artist_id text, artist_key text)
  ),
  written AS (
    INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, x.artist_id
    FROM credited x JOIN created t ON t.spotify_id = x.track_id OR t.name_key = x.track_key
    WHERE x.artist_id IS NOT NULL
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING
  )
  SELECT array_agg(id) INTO added FROM created;
  RETURN take_unnamed_plays(listener, added) OR completed;
END
$$;
