-- Moves plays of claims that are about to be merged, where another play of the track ended at the same instant, a millisecond apart
-- each: whether they are one is decided when they are matched again (rematchPlays), by the ends that their sources reported. As
-- keepApart does for one file.
--
-- Takes what claims_named gives, of a listener whose row the caller has locked. Returns nothing.
CREATE OR REPLACE FUNCTION keep_ends_apart(listener int, claims int[], named int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  one record;
  free timestamptz;
BEGIN
  FOR one IN
    SELECT c.played_at, c.track_id, o.sources, k.ids
    FROM unnest(claims, named) AS m(claim, track)
    JOIN play_events c ON c.user_id = listener AND c.track_id = m.claim
    JOIN play_origins o ON o.id = c.origin_id
    CROSS JOIN LATERAL (SELECT m.track || array_agg(n.claim) AS ids FROM unnest(claims, named) AS n(claim, track)
      WHERE n.track = m.track) k
    WHERE EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = listener AND e.played_at = c.played_at AND e.track_id = ANY (k.ids) AND e.track_id <> c.track_id
        AND (e.track_id = m.track
          OR (coalesce(e.ms_played, -1), e.track_id) > (coalesce(c.ms_played, -1), c.track_id)))
    ORDER BY c.played_at, c.track_id
  LOOP
    free := one.played_at;
    WHILE EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = listener AND e.played_at = free AND e.track_id = ANY (one.ids)) LOOP
      free := free + interval '1 ms';
    END LOOP;
    -- When each source says that it ended.
    INSERT INTO play_reports (user_id, played_at, track_id, source, ended_at)
      SELECT listener, one.played_at, one.track_id, s, one.played_at FROM unnest(one.sources) s ON CONFLICT DO NOTHING;
    UPDATE play_events e SET played_at = free
      WHERE e.user_id = listener AND e.played_at = one.played_at AND e.track_id = one.track_id;
  END LOOP;
END
$$;
