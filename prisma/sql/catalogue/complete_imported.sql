-- Spotify lists music that was known from a file only: it gets its ids, pictures and lengths. All plays of a provisional
-- track have their listened time from the file, so its length changes no figure.
--
-- Takes a batch, before its catalogue is added. Locks the rows of the batch's listeners, by id, if there is anything to
-- complete. Returns nothing.
CREATE OR REPLACE FUNCTION complete_imported(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  -- A file may bring a play without its listened time: then the track's length changes figures, and it is complete_tracks that must bring it.
  IF batch->>'source' = 'import' THEN
    UPDATE tracks t SET is_provisional = false
      FROM jsonb_to_recordset(batch->'plays') AS x(track text, ms_played int)
      WHERE t.spotify_id = x.track AND t.is_provisional AND t.duration_ms IS NULL AND x.ms_played IS NULL;
  END IF;

  IF NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text)
    JOIN tracks t ON t.spotify_id = x.spotify_id WHERE t.is_provisional
  ) AND NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text, name text)
    JOIN artists a ON a.name = x.name WHERE a.spotify_id IS NULL AND x.spotify_id IS NOT NULL
  ) THEN RETURN; END IF;

  -- The same locks in the same order as write_batch.
  PERFORM 1 FROM users
    WHERE id IN (SELECT (u->>'id')::int FROM jsonb_array_elements(batch->'listeners') u)
    ORDER BY id FOR NO KEY UPDATE;

  UPDATE artists a SET spotify_id = x.spotify_id
    FROM (SELECT DISTINCT ON (k.id) k.id, n.spotify_id
          FROM jsonb_to_recordset(batch->'artists') AS n(spotify_id text, name text)
          JOIN artists k ON k.name = n.name AND k.spotify_id IS NULL
          WHERE n.spotify_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM artists o WHERE o.spotify_id = n.spotify_id)
          ORDER BY k.id, n.spotify_id) x
    WHERE a.id = x.id;

  UPDATE albums al SET spotify_id = x.spotify_id, name = x.name, search_name = x.search_name,
      image_url = x.image_url, release_date = x.release_date
    FROM (SELECT DISTINCT ON (n.spotify_id) t.album_id, n.spotify_id, n.name, n.search_name, n.image_url, n.release_date
          FROM jsonb_to_recordset(batch->'tracks') AS m(spotify_id text, album text)
          JOIN tracks t ON t.spotify_id = m.spotify_id AND t.is_provisional
          JOIN albums k ON k.id = t.album_id AND k.spotify_id IS NULL
          JOIN jsonb_to_recordset(batch->'albums')
            AS n(spotify_id text, name text, search_name text, image_url text, release_date text)
            ON n.spotify_id = m.album
          WHERE NOT EXISTS (SELECT 1 FROM albums o WHERE o.spotify_id = n.spotify_id)
          ORDER BY n.spotify_id, t.album_id) x
    WHERE al.id = x.album_id;

  UPDATE tracks t SET name = coalesce(nullif(x.name, ''), t.name),
      search_name = coalesce(nullif(x.search_name, ''), t.search_name), duration_ms = coalesce(t.duration_ms, x.duration_ms),
      isrc = coalesce(x.isrc, t.isrc), explicit = x.explicit, is_provisional = false
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, name text, search_name text, duration_ms int, isrc text,
      explicit boolean)
    WHERE t.spotify_id = x.spotify_id AND t.is_provisional;
EXCEPTION
  -- Another transaction completed the same thing in this moment: the next batch that names it finds it done.
  WHEN unique_violation THEN NULL;
END
$$;
