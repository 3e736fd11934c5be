-- Counts a listener's plays of recordings again, from the rollup by track.
--
-- Takes the listener and the recordings. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_recordings(listener int, recordings int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_recording_stats WHERE user_id = listener AND recording_id = ANY (recordings);
  INSERT INTO user_recording_stats (user_id, recording_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT listener, r.id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM (SELECT DISTINCT id FROM unnest(recordings) id) r CROSS JOIN LATERAL releases_of(listener, r.id) s
    GROUP BY 2 ORDER BY 2;
$$;
