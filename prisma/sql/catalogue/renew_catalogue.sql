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

  -- Who played them is noted by a trigger: note_changed_artists.
  UPDATE artists a SET name = x.name, search_name = x.search_name
    FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text, name text, search_name text)
    WHERE a.spotify_id = x.spotify_id AND a.id IN (SELECT artist_id FROM news_in(batch));

  -- Nobody is shown the cached name or picture of an album.
  WITH renewed_albums AS (
    UPDATE albums al SET name = coalesce(nullif(x.name, ''), al.name),
        search_name = coalesce(nullif(x.search_name, ''), al.search_name),
        image_url = coalesce(x.image_url, al.image_url), release_date = coalesce(x.release_date, al.release_date),
        total_tracks = coalesce(x.total_tracks, al.total_tracks)
      FROM jsonb_to_recordset(batch->'albums')
        AS x(spotify_id text, name text, search_name text, image_url text, release_date text, total_tracks smallint)
      WHERE al.spotify_id = x.spotify_id AND al.id IN (SELECT album_id FROM news_in(batch))
      RETURNING al.id
  )
  INSERT INTO stale_rollups (user_id, artist_ids)
    SELECT u.id, '{}' FROM users u
    WHERE EXISTS (SELECT 1 FROM renewed_albums r JOIN user_album_stats s ON s.user_id = u.id AND s.album_id = r.id)
    ORDER BY u.id FOR KEY SHARE OF u;

  SELECT array_agg(l.id) INTO renewed FROM (
    SELECT id FROM tracks WHERE id IN (SELECT track_id FROM news_in(batch)) ORDER BY id FOR UPDATE) l;
  IF renewed IS NULL THEN RETURN 0; END IF;

  PERFORM renew_tracks(batch, renewed);
  PERFORM join_recordings(renewed);
  RETURN cardinality(renewed);
END
$$;
