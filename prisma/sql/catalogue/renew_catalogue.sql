-- Updates artists, albums and tracks where Spotify's answer has changed: names, pictures, release dates, lengths, albums,
-- artists. What the answer lacks stays as it is. Listeners' rollups follow later, each on its own: note_stale_rollups, settle_listener.
--
-- Takes a batch of write_batch, right after it, in a transaction of its own. Locks: other renewals wait; writers of plays
-- wait only for a track that changes. It gives up when somebody holds a row for longer than half a second: the next answer
-- about the track tries again. Returns the number of tracks whose answer was new.
CREATE OR REPLACE FUNCTION renew_catalogue(batch jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
SET lock_timeout = '500ms'
AS $$
DECLARE
  renewed int[];
BEGIN
  PERFORM pg_advisory_xact_lock(7062026112200900);

  -- Nobody is shown a cached name: not of an artist,
  WITH renamed AS (
  UPDATE artists a SET name = x.name, search_name = x.search_name
    FROM (SELECT DISTINCT ON (n.spotify_id) n.* FROM jsonb_to_recordset(batch->'artists')
            AS n(spotify_id text, name text, search_name text) WHERE n.name <> '') x
    WHERE a.spotify_id = x.spotify_id AND a.claimed_by IS NULL AND a.name <> x.name
    RETURNING a.id
  )
  INSERT INTO stale_rollups (user_id, artist_ids)
    SELECT u.id, '{}' FROM users u
    WHERE EXISTS (SELECT 1 FROM renamed r JOIN user_artist_stats s ON s.user_id = u.id AND s.artist_id = r.id)
    ORDER BY u.id FOR KEY SHARE OF u;

  -- nor of an album.
  WITH renamed AS (
  UPDATE albums al SET name = coalesce(nullif(x.name, ''), al.name),
      search_name = coalesce(nullif(x.search_name, ''), al.search_name),
      image_url = coalesce(x.image_url, al.image_url), release_date = coalesce(x.release_date, al.release_date),
      total_tracks = coalesce(x.total_tracks, al.total_tracks)
    FROM (SELECT DISTINCT ON (n.spotify_id) n.* FROM jsonb_to_recordset(batch->'albums')
            AS n(spotify_id text, name text, search_name text, image_url text, release_date text, total_tracks smallint)) x
    WHERE al.spotify_id = x.spotify_id AND al.claimed_by IS NULL
      AND (coalesce(nullif(x.name, ''), al.name), coalesce(x.image_url, al.image_url),
           coalesce(x.release_date, al.release_date), coalesce(x.total_tracks, al.total_tracks))
        IS DISTINCT FROM (al.name, al.image_url, al.release_date, al.total_tracks)
    RETURNING al.id
  )
  INSERT INTO stale_rollups (user_id, artist_ids)
    SELECT u.id, '{}' FROM users u
    WHERE EXISTS (SELECT 1 FROM renamed r JOIN user_album_stats s ON s.user_id = u.id AND s.album_id = r.id)
    ORDER BY u.id FOR KEY SHARE OF u;

  SELECT array_agg(l.id) INTO renewed FROM (
    SELECT t.id FROM tracks t
    JOIN jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, answer_hash text) ON x.spotify_id = t.spotify_id
    WHERE t.claimed_by IS NULL AND t.answer_hash IS DISTINCT FROM x.answer_hash
    ORDER BY t.id FOR UPDATE OF t) l;
  IF renewed IS NULL THEN RETURN 0; END IF;

  PERFORM renew_tracks(batch, renewed);
  PERFORM join_recordings(renewed);
  RETURN cardinality(renewed);
END
$$;
