-- Gives a listener's claims what they lack and a file has: one file has the id alone, another one the names. What a claim
-- has stays. The listener's rollups are noted as stale.
--
-- Takes claims as add_claims does, whose artists and albums are there. The caller locks the listener's row. Returns whether
-- there was anything to add.
CREATE OR REPLACE FUNCTION complete_claims(listener int, claims jsonb) RETURNS boolean
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  lacking jsonb;
BEGIN
  SELECT jsonb_agg(to_jsonb(x) || jsonb_build_object('id', k.id, 'has_artists', k.artists_key <> '')) INTO lacking
    FROM jsonb_to_recordset(claims->'tracks') AS x(spotify_id text, name_key text, name text, search_name text,
      title_key text, artists_key text, duration_ms int, isrc text, album_id text, album_key text)
    CROSS JOIN LATERAL (
      SELECT t.* FROM tracks t WHERE t.claimed_by = listener AND t.spotify_id = x.spotify_id
      UNION ALL
      SELECT t.* FROM tracks t WHERE t.claimed_by = listener AND t.name_key = x.name_key) k
    WHERE (k.name = '' AND x.name <> '') OR (k.artists_key = '' AND x.artists_key <> '')
      OR (k.album_id IS NULL AND num_nonnulls(x.album_id, x.album_key) > 0)
      OR (k.duration_ms IS NULL AND x.duration_ms IS NOT NULL) OR (k.isrc IS NULL AND x.isrc IS NOT NULL);
  IF lacking IS NULL THEN RETURN false; END IF;

  INSERT INTO stale_rollups (user_id, track_id, album_id, artist_ids, recording_id)
    SELECT listener, t.id, t.album_id, artists_of(t.id), t.recording_id
    FROM tracks t WHERE t.id IN (SELECT x.id FROM jsonb_to_recordset(lacking) AS x(id int));

  UPDATE tracks t SET name = coalesce(nullif(t.name, ''), x.name), search_name = coalesce(nullif(t.search_name, ''), x.search_name),
      title_key = coalesce(nullif(t.title_key, ''), x.title_key), artists_key = coalesce(nullif(t.artists_key, ''), x.artists_key),
      duration_ms = coalesce(t.duration_ms, x.duration_ms), isrc = coalesce(t.isrc, x.isrc),
      album_id = coalesce(t.album_id, claimed_album(listener, x.album_id, x.album_key))
    FROM jsonb_to_recordset(lacking) AS x(id int, name text, search_name text, title_key text, artists_key text,
      duration_ms int, isrc text, album_id text, album_key text)
    WHERE t.id = x.id;

  INSERT INTO track_artists (track_id, position, artist_id)
    SELECT k.id, x.position, claimed_artist(listener, x.artist_id, x.artist_key)
    FROM jsonb_to_recordset(lacking) AS k(id int, spotify_id text, name_key text, has_artists boolean)
    JOIN jsonb_to_recordset(claims->'track_artists')
      AS x(track_id text, track_key text, position smallint, artist_id text, artist_key text)
      ON x.track_id = k.spotify_id OR x.track_key = k.name_key
    WHERE NOT k.has_artists AND claimed_artist(listener, x.artist_id, x.artist_key) IS NOT NULL
    ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
  RETURN true;
END
$$;
