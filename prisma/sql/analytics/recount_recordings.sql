-- Counts a listener's plays of recordings again, from the rollup by track. The caller locks the listener's row.
CREATE OR REPLACE FUNCTION recount_recordings(listener int, recordings int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_recording_stats WHERE user_id = listener AND recording_id = ANY (recordings);
  INSERT INTO user_recording_stats (user_id, recording_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT s.user_id, r.recording_id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM (
      SELECT t.id, t.recording_id FROM tracks t WHERE t.recording_id = ANY (recordings)
        AND NOT EXISTS (SELECT 1 FROM separate_tracks st WHERE st.user_id = listener AND st.track_id = t.id)
      UNION ALL
      SELECT st.track_id, st.recording_id FROM separate_tracks st
        WHERE st.user_id = listener AND st.recording_id = ANY (recordings)
    ) r JOIN user_track_stats s ON s.user_id = listener AND s.track_id = r.id
    GROUP BY 1, 2 ORDER BY 1, 2;
$$;
