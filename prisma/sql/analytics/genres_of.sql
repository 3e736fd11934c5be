-- The different genres of a track's artists; '' where none is known.
CREATE OR REPLACE FUNCTION genres_of(track int) RETURNS text[]
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(nullif(ARRAY(SELECT DISTINCT g FROM track_artists ta JOIN artists a ON a.id = ta.artist_id, unnest(a.genres) g
    WHERE ta.track_id = track), '{}'), '{""}')
$$;
