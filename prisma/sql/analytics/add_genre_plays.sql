-- Adds plays to listeners' rollups by genre.
--
-- Takes parallel lists: listeners, tracks, and by how many plays each grows, below zero where it shrinks. The caller locks the
-- listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION add_genre_plays(listeners int[], of_tracks int[], numbers int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  -- As genres_of, for many tracks at once: in half the time.
  WITH known AS MATERIALIZED (
    SELECT DISTINCT ta.track_id, g AS genre
    FROM track_artists ta JOIN artists a ON a.id = ta.artist_id, unnest(a.genres) g
    WHERE ta.track_id = ANY (of_tracks)
  )
  INSERT INTO user_genre_stats AS r (user_id, genre, plays)
    SELECT x.listener, coalesce(k.genre, ''), sum(x.plays)
    FROM unnest(listeners, of_tracks, numbers) AS x(listener, track, plays)
    LEFT JOIN known k ON k.track_id = x.track
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, genre) DO UPDATE SET plays = r.plays + excluded.plays
$$;
