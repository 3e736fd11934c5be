-- Counts a listener's plays of artists again, from the rollup by track.
--
-- Takes the listener and the artists. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_artists(listener int, artists int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_artist_stats WHERE user_id = listener AND artist_id = ANY (artists);
  INSERT INTO user_artist_stats (user_id, artist_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT s.user_id, ta.artist_id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM track_artists ta JOIN user_track_stats s ON s.user_id = listener AND s.track_id = ta.track_id
    WHERE ta.artist_id = ANY (artists) GROUP BY 1, 2 ORDER BY 1, 2;
$$;
