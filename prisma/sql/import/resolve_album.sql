-- The album that a file means; one known by its name must hold a track of the artist.
CREATE OR REPLACE FUNCTION resolve_album(by_id text, by_key text, by_name text, of_artist int) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN (SELECT id FROM albums WHERE spotify_id = by_id)
    ELSE coalesce((SELECT id FROM albums WHERE name_key = by_key),
                  (SELECT min(al.id) FROM albums al WHERE al.name = by_name AND al.spotify_id IS NOT NULL
                    AND EXISTS (SELECT 1 FROM tracks t JOIN track_artists ta ON ta.track_id = t.id
                                WHERE t.album_id = al.id AND ta.artist_id = of_artist))) END
$$;
