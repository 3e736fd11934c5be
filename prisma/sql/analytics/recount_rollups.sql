-- Counts parts of a listener's rollups again from their plays: after plays were removed or changed, or the catalogue was.
-- Idempotent: every row is counted from scratch.
--
-- Takes tracks and days (of the listener's calendar) whose plays have changed, and what else these tracks were counted under
-- before: recordings, albums and artists. `estimated` is the difference in plays without a listened time. The caller locks
-- the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_rollups(listener int, of_tracks int[], on_days date[], recordings int[], albums int[],
  artists int[], estimated int) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  DELETE FROM user_track_stats WHERE user_id = listener AND track_id = ANY (of_tracks);
  INSERT INTO user_track_stats (user_id, track_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT p.user_id, p.track_id, count(*), sum(p.listened_ms), min(p.played_at), max(p.played_at)
    FROM counted_plays p WHERE p.user_id = listener AND p.track_id = ANY (of_tracks) GROUP BY 1, 2 ORDER BY 1, 2;

  PERFORM recount_recordings(listener, recordings || ARRAY(SELECT recording_of(listener, t) FROM unnest(of_tracks) t));
  PERFORM recount_albums(listener, albums || ARRAY(SELECT t.album_id FROM tracks t WHERE t.id = ANY (of_tracks)));
  PERFORM recount_artists(listener, artists || ARRAY(SELECT ta.artist_id FROM track_artists ta
    WHERE ta.track_id = ANY (of_tracks)));
  PERFORM recount_days(listener, on_days);
  PERFORM recount_totals(listener, estimated);
END
$$;
