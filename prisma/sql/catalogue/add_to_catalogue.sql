-- Adds the artists, albums, tracks and contexts that Spotify named and that are missing; what has changed is left to
-- renew_catalogue.
--
-- Takes a batch. Rows are written in the order of their keys, so that two batches never wait for each other. Locks the artists
-- and the listeners whose claims are noted FOR KEY SHARE. Returns nothing.
CREATE OR REPLACE FUNCTION add_to_catalogue(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH created AS (
    INSERT INTO artists (spotify_id, name_key, name, search_name)
    SELECT DISTINCT ON (a.key) a.spotify_id, a.name_key, a.name, a.search_name
    FROM (SELECT x.*, coalesce(x.spotify_id, 'name:' || x.name_key) AS key
          FROM jsonb_to_recordset(batch->'artists')
            AS x(spotify_id text, name_key text, name text, search_name text)) a
    WHERE NOT EXISTS (SELECT 1 FROM artists k WHERE k.spotify_id = a.spotify_id AND k.claimed_by IS NULL)
      AND NOT EXISTS (SELECT 1 FROM artists k WHERE k.name_key = a.name_key AND k.claimed_by IS NULL)
      AND (a.spotify_id IS NOT NULL OR EXISTS (
        SELECT 1 FROM jsonb_to_recordset(batch->'track_artists') AS c(track text, spotify_id text, name_key text)
        WHERE c.spotify_id IS NULL AND c.name_key = a.name_key AND known_credit(c.track, c.name_key) IS NULL))
    ORDER BY a.key
    ON CONFLICT DO NOTHING
    RETURNING spotify_id, search_name
  )
  -- Claims of this id or name: settle_listener links their tracks to the artist that Spotify named.
  INSERT INTO stale_rollups (user_id, artist_ids)
    SELECT u.id, ARRAY[n.id]
    FROM (
      SELECT k.claimed_by, k.id FROM created JOIN artists k USING (search_name) WHERE k.claimed_by IS NOT NULL
      UNION
      SELECT k.claimed_by, k.id FROM created JOIN artists k USING (spotify_id) WHERE k.claimed_by IS NOT NULL) n
    -- Whose account is deleted meanwhile is waited for and left out.
    JOIN users u ON u.id = n.claimed_by ORDER BY u.id, n.id FOR KEY SHARE OF u;

  WITH created AS (
    INSERT INTO albums (spotify_id, name, search_name, image_url, release_date, total_tracks)
    SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.search_name, x.image_url, x.release_date, x.total_tracks
    FROM jsonb_to_recordset(batch->'albums')
      AS x(spotify_id text, name text, search_name text, image_url text, release_date text, total_tracks smallint)
    WHERE NOT EXISTS (SELECT 1 FROM albums k WHERE k.spotify_id = x.spotify_id AND k.claimed_by IS NULL)
    ORDER BY x.spotify_id
    ON CONFLICT DO NOTHING
    RETURNING spotify_id
  )
  -- Claims of this id, likewise. Those of a name wait for the daily sweep: too many albums have the same name.
  INSERT INTO stale_rollups (user_id, album_id, artist_ids)
    SELECT u.id, k.id, '{}' FROM created JOIN albums k USING (spotify_id) JOIN users u ON u.id = k.claimed_by
    ORDER BY u.id, k.id FOR KEY SHARE OF u;

  -- By key and before any of them is named by a new row: nobody who locks artists FOR UPDATE waits in a circle.
  PERFORM 1 FROM artists WHERE claimed_by IS NULL
      AND spotify_id IN (SELECT x.spotify_id FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text))
    ORDER BY id FOR KEY SHARE;
  PERFORM add_tracks(batch);

  INSERT INTO play_contexts (type, uri)
    SELECT DISTINCT ON (x.uri) x.type, x.uri
    FROM jsonb_to_recordset(batch->'contexts') AS x(type text, uri text)
    WHERE NOT EXISTS (SELECT 1 FROM play_contexts k WHERE k.uri = x.uri)
    ORDER BY x.uri
    ON CONFLICT DO NOTHING;

  -- Claims that Spotify now speaks about: settle_listener merges them. Those of a title are found before track_of_claim looks
  -- at each: otherwise it looks at all claims there are.
  WITH of_titles AS MATERIALIZED (
    SELECT k.id FROM jsonb_to_recordset(batch->'tracks') AS x(title_key text) JOIN tracks k USING (title_key)
    WHERE k.claimed_by IS NOT NULL AND k.spotify_id IS NULL AND k.title_key <> ''
  ),
  spoken AS MATERIALIZED (
    SELECT k.id FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text) JOIN tracks k USING (spotify_id)
    WHERE k.claimed_by IS NOT NULL
    UNION
    SELECT id FROM of_titles WHERE track_of_claim(id) IS NOT NULL
  )
  INSERT INTO stale_rollups (user_id, track_id, album_id, artist_ids, recording_id)
    SELECT u.id, c.id, c.album_id, artists_of(c.id), c.recording_id
    FROM spoken JOIN tracks c USING (id) JOIN users u ON u.id = c.claimed_by
    ORDER BY u.id, c.id FOR KEY SHARE OF u;
END
$$;
