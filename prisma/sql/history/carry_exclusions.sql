-- Lets exclusions of claims mean the tracks that their plays have become (copy_exclusions), so that they stay what the listener
-- wished when the claims, without a play, are deleted. Figures are counted again.
--
-- Takes a batch whose plays are written: what its "replaced" and "removed" plays were and became. The caller locks the
-- listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION carry_exclusions(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  moved record;
  marked record;
  emptied int[];
BEGIN
  FOR moved IN
    WITH became AS (
      SELECT x.user_id, x.track_id AS claim, coalesce(x.became_id, claimed_track(x.user_id, x.became, NULL)) AS track
      FROM jsonb_to_recordset(batch->'replaced') AS x(user_id int, track_id int, became text, became_id int)
      UNION ALL
      SELECT x.user_id, x.was_track_id, coalesce(x.track_id, claimed_track(x.user_id, x.track, NULL))
      FROM jsonb_to_recordset(batch->'removed') AS x(user_id int, was_track_id int, track text, track_id int)
    )
    SELECT b.user_id, array_agg(b.claim) AS claims, array_agg(b.track) AS tracks
    FROM (SELECT DISTINCT * FROM became) b JOIN tracks t ON t.id = b.claim AND t.claimed_by = b.user_id
    WHERE b.track <> b.claim AND EXISTS (SELECT 1 FROM exclusions x WHERE x.user_id = b.user_id)
    GROUP BY 1 ORDER BY 1
  LOOP
    PERFORM copy_exclusions(moved.user_id, moved.claims, moved.tracks);
    emptied := ARRAY(SELECT c FROM unnest(moved.claims) c
      WHERE NOT EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = moved.user_id AND e.track_id = c)
        AND NOT EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = moved.user_id AND r.track_id = c));
    DELETE FROM exclusions WHERE user_id = moved.user_id AND track_id = ANY (emptied);
    SELECT * INTO marked FROM follow_exclusions(moved.user_id, moved.claims || moved.tracks, '{}', '{}', '{}');
    IF marked.of_tracks <> '{}' THEN
      PERFORM recount_changed_plays(moved.user_id, marked.of_tracks, marked.on_days, marked.estimated);
    END IF;
  END LOOP;
END
$$;
