-- Whether Spotify's answers differ from those before: about a track, or, as an answer about a new track can, in the name of a
-- known artist, or what is known of an album. The same conditions as in renew_catalogue.
--
-- Takes a batch.
CREATE OR REPLACE FUNCTION has_news(batch jsonb) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (SELECT 1 FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, answer_hash text)
      JOIN tracks t ON t.spotify_id = x.spotify_id AND t.claimed_by IS NULL WHERE t.answer_hash IS DISTINCT FROM x.answer_hash)
    OR EXISTS (SELECT 1 FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text, name text)
      JOIN artists a ON a.spotify_id = x.spotify_id AND a.claimed_by IS NULL WHERE x.name <> '' AND a.name <> x.name)
    OR EXISTS (SELECT 1 FROM jsonb_to_recordset(batch->'albums')
        AS x(spotify_id text, name text, image_url text, release_date text, total_tracks smallint)
      JOIN albums al ON al.spotify_id = x.spotify_id AND al.claimed_by IS NULL
      WHERE (coalesce(nullif(x.name, ''), al.name), coalesce(x.image_url, al.image_url),
          coalesce(x.release_date, al.release_date), coalesce(x.total_tracks, al.total_tracks))
        IS DISTINCT FROM (al.name, al.image_url, al.release_date, al.total_tracks))
$$;
