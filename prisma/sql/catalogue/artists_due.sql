-- Whether an artist of a batch has no details yet, or stale ones, and was not requested within a day.
--
-- Takes [{spotify_id}].
CREATE OR REPLACE FUNCTION artists_due(named jsonb, at_now timestamptz) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(named) AS x(spotify_id text)
    JOIN artists a ON a.spotify_id = x.spotify_id AND a.claimed_by IS NULL
    WHERE (a.details_fetched_at IS NULL OR a.details_fetched_at < at_now - interval '30 days')
      AND (a.details_asked_at IS NULL OR a.details_asked_at < at_now - interval '1 day'))
$$;
