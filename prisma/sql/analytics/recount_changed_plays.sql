-- Counts the rollups of a listener again where plays of these tracks and days were removed or left out, or count again; of
-- genres those of the tracks alone. The caller locks the listener's row.
--
-- Call it after the plays have changed, while the rollup by track has them as they were. Takes tracks and days (of the
-- listener's calendar); `estimated` is the difference in plays without a listened time. Returns nothing.
CREATE OR REPLACE FUNCTION recount_changed_plays(listener int, of_tracks int[], on_days date[], estimated int) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  tracks_before int[];
  plays_before int[];
  tracks_after int[];
  plays_after int[];
BEGIN
  SELECT array_agg(track_id), array_agg(-plays) INTO tracks_before, plays_before
    FROM user_track_stats WHERE user_id = listener AND track_id = ANY (of_tracks);
  PERFORM recount_rollups(listener, of_tracks, on_days, '{}', '{}', '{}', estimated);
  SELECT array_agg(track_id), array_agg(plays) INTO tracks_after, plays_after
    FROM user_track_stats WHERE user_id = listener AND track_id = ANY (of_tracks);
  tracks_after := tracks_before || tracks_after;
  IF tracks_after IS NULL THEN RETURN; END IF;
  -- In one statement: what genres a track has is the same on both sides.
  PERFORM add_genre_plays(array_fill(listener, ARRAY[cardinality(tracks_after)]), tracks_after, plays_before || plays_after);
  -- Below zero only until settle_listener counts genres that an artist got meanwhile.
  DELETE FROM user_genre_stats WHERE user_id = listener AND plays <= 0;
END
$$;
