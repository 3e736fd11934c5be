-- Adds up a listener's totals again, from the other rollups; without plays there is no row.
--
-- Takes the listener; `estimated` is the difference in plays without a listened time. The caller locks the listener's row.
-- Returns nothing.
CREATE OR REPLACE FUNCTION recount_totals(listener int, estimated int) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  before int := coalesce((SELECT estimated_plays FROM user_totals WHERE user_id = listener), 0);
BEGIN
  DELETE FROM user_totals WHERE user_id = listener;
  INSERT INTO user_totals (user_id, plays, listened_ms, tracks, recordings, artists, albums, first_played_at, last_played_at,
    estimated_plays)
    SELECT listener, sum(plays), sum(listened_ms), count(*),
      (SELECT count(*) FROM user_recording_stats WHERE user_id = listener),
      (SELECT count(*) FROM user_artist_stats WHERE user_id = listener),
      (SELECT count(*) FROM user_album_stats WHERE user_id = listener),
      min(first_played_at), max(last_played_at), before + estimated
    FROM user_track_stats WHERE user_id = listener HAVING count(*) > 0;
END
$$;
