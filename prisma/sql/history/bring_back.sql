-- Undoes a removal: its plays are written again as they were, under their first origin, and the removal is deleted. Their tracks
-- are noted in stale_rollups until the plays are matched again (rematchPlays): meanwhile more may be known of their tracks.
--
-- Takes the removal of a listener whose row the caller locks. Returns how many plays came back.
CREATE OR REPLACE FUNCTION bring_back(removal int, at_now timestamptz) RETURNS int
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  part jsonb;
  brought int := 0;
BEGIN
  -- In parts: the time that add_plays takes grows faster than its plays.
  FOR part IN
    SELECT jsonb_agg(jsonb_build_object('user_id', r.user_id, 'played_at', r.played_at, 'track_id', r.track_id,
      'ms_played', r.ms_played, 'context', c.uri, 'sources', o.sources, 'first_origin', o.first_id, 'skipped', n.skipped,
      'reason_start', nullif(n.reason_start, ''), 'reason_end', nullif(n.reason_end, ''), 'reports', r.reports))
    FROM (SELECT *, row_number() OVER (ORDER BY played_at, track_id) / 500 AS part FROM removed_plays
      WHERE removal_id = removal) r
    JOIN play_origins o ON o.id = r.origin_id
    LEFT JOIN play_contexts c ON c.id = r.context_id LEFT JOIN play_endings n ON n.id = r.ending_id
    GROUP BY r.part ORDER BY r.part
  LOOP
    PERFORM add_plays(part, at_now);
    brought := brought + jsonb_array_length(part);
  END LOOP;
  INSERT INTO stale_rollups (user_id, track_id, artist_ids)
    SELECT DISTINCT user_id, track_id, '{}'::int[] FROM removed_plays WHERE removal_id = removal;
  DELETE FROM play_removals WHERE id = removal;
  RETURN brought;
END
$$;
