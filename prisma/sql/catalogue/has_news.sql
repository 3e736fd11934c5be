-- Whether Spotify's answer about a track differs from the one before.
--
-- Takes the tracks of a batch.
CREATE OR REPLACE FUNCTION has_news(of_tracks jsonb) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (SELECT 1 FROM jsonb_to_recordset(of_tracks) AS x(spotify_id text, answer_hash text)
    JOIN tracks t ON t.spotify_id = x.spotify_id AND t.claimed_by IS NULL WHERE t.answer_hash IS DISTINCT FROM x.answer_hash)
$$;
