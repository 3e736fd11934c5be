-- What Spotify describes differently than before: tracks, and known artists and albums, which an answer about a new track can
-- name, too. An id a row, the others null. One statement without settings, so that PostgreSQL inlines it:
-- whether there are any costs a look-up by key for each track, artist and album.
--
-- Takes a batch.
CREATE OR REPLACE FUNCTION news_in(batch jsonb) RETURNS TABLE (track_id int, artist_id int, album_id int)
LANGUAGE sql STABLE
AS $$
  SELECT t.id, NULL::int, NULL::int FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, answer_hash text)
    JOIN tracks t ON t.spotify_id = x.spotify_id AND t.claimed_by IS NULL
    WHERE t.answer_hash IS DISTINCT FROM x.answer_hash
  UNION ALL
  SELECT NULL, a.id, NULL FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text, name text)
    JOIN artists a ON a.spotify_id = x.spotify_id AND a.claimed_by IS NULL
    WHERE x.name <> '' AND a.name <> x.name
  UNION ALL
  SELECT NULL, NULL, al.id FROM jsonb_to_recordset(batch->'albums')
      AS x(spotify_id text, name text, image_url text, release_date text, total_tracks smallint)
    JOIN albums al ON al.spotify_id = x.spotify_id AND al.claimed_by IS NULL
    WHERE (coalesce(nullif(x.name, ''), al.name), coalesce(x.image_url, al.image_url),
        coalesce(x.release_date, al.release_date), coalesce(x.total_tracks, al.total_tracks))
      IS DISTINCT FROM (al.name, al.image_url, al.release_date, al.total_tracks)
$$;
