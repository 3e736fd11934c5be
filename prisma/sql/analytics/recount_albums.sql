-- Counts a listener's plays of albums again, from the rollup by track.
--
-- Takes the listener and the albums. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_albums(listener int, albums int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_album_stats WHERE user_id = listener AND album_id = ANY (albums);
  INSERT INTO user_album_stats (user_id, album_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT s.user_id, t.album_id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM tracks t JOIN user_track_stats s ON s.user_id = listener AND s.track_id = t.id
    WHERE t.album_id = ANY (albums) GROUP BY 1, 2 ORDER BY 1, 2;
$$;
