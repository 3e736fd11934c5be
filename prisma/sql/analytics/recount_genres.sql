-- Counts a listener's plays by genre again, from the rollup by track.
--
-- Takes the listener. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_genres(listener int) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_genre_stats WHERE user_id = listener;
  SELECT add_genre_plays(array_agg(user_id), array_agg(track_id), array_agg(plays)) FROM user_track_stats WHERE user_id = listener;
$$;
