-- Adds the tracks of a batch that are missing, with their artists and their recordings. Tracks of one batch that are the
-- same recording get one number too. A track that connects recordings is left as news, so that renew_catalogue joins them.
--
-- Takes a batch whose artists and albums are in the catalogue; the caller locks these artists FOR KEY SHARE. Locks the tracks
-- that it adds, by their ids at Spotify. Returns nothing.
CREATE OR REPLACE FUNCTION add_tracks(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  added int[];
BEGIN
  WITH missing AS MATERIALIZED (
    SELECT DISTINCT ON (x.spotify_id) x.*, al.id AS album_id
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, name text, search_name text, duration_ms int, album text,
      isrc text, explicit boolean, disc_number smallint, track_number smallint, title_key text, artists_key text, answer_hash text)
    LEFT JOIN albums al ON al.spotify_id = x.album AND al.claimed_by IS NULL
    WHERE NOT EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = x.spotify_id AND k.claimed_by IS NULL)
    ORDER BY x.spotify_id
  ),
  led AS MATERIALIZED (
    SELECT m.*, (SELECT min(r) FROM linked_recordings(m.isrc, m.title_key, m.artists_key, m.duration_ms) r) AS known,
      least(
        CASE WHEN m.isrc IS NOT NULL THEN min(m.spotify_id) OVER (PARTITION BY m.isrc) END,
        CASE WHEN m.title_key <> '' AND m.artists_key <> '' AND m.duration_ms IS NOT NULL THEN
          min(m.spotify_id) OVER (PARTITION BY m.title_key, m.artists_key ORDER BY m.duration_ms
            RANGE BETWEEN 2000 PRECEDING AND 2000 FOLLOWING) END,
        m.spotify_id) AS leader
    FROM missing m
  ),
  numbered AS MATERIALIZED (
    SELECT l.*, coalesce(min(l.known) OVER same, CASE WHEN l.spotify_id = min(l.spotify_id) OVER same
      THEN nextval('recording_ids')::int END) AS number
    FROM led l WINDOW same AS (PARTITION BY l.leader)
  ),
  -- A track's artists are written with the track, or by renew_catalogue: the artist rollups rely on them.
  created AS (
    INSERT INTO tracks (spotify_id, name, search_name, duration_ms, album_id, isrc, explicit, disc_number, track_number,
      title_key, artists_key, answer_hash, recording_id)
    SELECT l.spotify_id, l.name, l.search_name, l.duration_ms, l.album_id, l.isrc, coalesce(l.explicit, false), l.disc_number,
      l.track_number, l.title_key, l.artists_key, l.answer_hash, coalesce(l.known, max(l.number) OVER (PARTITION BY l.leader))
    FROM numbered l ORDER BY l.spotify_id
    ON CONFLICT DO NOTHING
    RETURNING id, spotify_id
  ),
  credited AS (
    INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, x.artist_id
    FROM credited_artists(batch) x JOIN created t ON t.spotify_id = x.track
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING
  )
  SELECT array_agg(id) INTO added FROM created;

  UPDATE tracks t SET answer_hash = NULL
    WHERE t.id = ANY (added) AND EXISTS (
      SELECT 1 FROM linked_recordings(t.isrc, t.title_key, t.artists_key, t.duration_ms, t.id) r WHERE r <> t.recording_id);
END
$$;
