-- The releases that a listener counts under a recording and has played, with the figures of each.
CREATE OR REPLACE FUNCTION releases_of(listener int, recording int) RETURNS SETOF user_track_stats
LANGUAGE sql STABLE
AS $$
  SELECT s.* FROM tracks_of(listener, recording) t JOIN user_track_stats s ON s.user_id = listener AND s.track_id = t
$$;
