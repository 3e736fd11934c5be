-- Moves removed plays of a listener to the tracks that theirs have become. Where one would take the place of another play, removed
-- or not, it gets a millisecond of its own: whether the two are one is decided when they are matched again (rematchPlays), by the
-- ends that their sources reported, and until then neither is lost.
--
-- Takes parallel lists of tracks and what they became, of a listener whose row the caller locks and whose other plays have moved
-- already. Returns nothing.
CREATE OR REPLACE FUNCTION move_removed(listener int, was int[], became int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  one record;
  free timestamptz;
BEGIN
  FOR one IN
    SELECT r.played_at, r.track_id, m.track, r.reports, o.sources
    FROM (SELECT * FROM unnest(was, became) UNION SELECT t, t FROM unnest(became) t) AS m(was, track)
    JOIN removed_plays r ON r.user_id = listener AND r.track_id = m.was
    JOIN play_origins o ON o.id = r.origin_id
    WHERE r.track_id <> m.track OR EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = listener AND e.played_at = r.played_at AND e.track_id = m.track)
    ORDER BY r.played_at, r.track_id
  LOOP
    free := one.played_at;
    WHILE EXISTS (SELECT 1 FROM play_events e
        WHERE e.user_id = listener AND e.played_at = free AND e.track_id = one.track)
      OR EXISTS (SELECT 1 FROM removed_plays r
        WHERE r.user_id = listener AND r.played_at = free AND r.track_id = one.track) LOOP
      free := free + interval '1 ms';
    END LOOP;
    UPDATE removed_plays r SET track_id = one.track, played_at = free, reports = CASE WHEN free = one.played_at
        THEN one.reports ELSE one.reports || (
          SELECT coalesce(jsonb_agg(jsonb_build_object('source', s, 'ended_at', one.played_at)), '[]')
          FROM unnest(one.sources) s WHERE NOT one.reports @> jsonb_build_array(jsonb_build_object('source', s))) END
      WHERE r.user_id = listener AND r.played_at = one.played_at AND r.track_id = one.track_id;
  END LOOP;
END
$$;
