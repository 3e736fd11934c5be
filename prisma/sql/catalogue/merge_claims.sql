-- Moves a listener's plays from their claims to the tracks that Spotify has named (claims_named). Where both have a play
-- that ended at the same instant, the two become one. The empty claims stay: delete_empty_claims.
--
-- The caller locks the listener's row, and counts the rollups again. Returns the tracks, claims among them, and the days, of
-- the listener's calendar, whose plays have changed, the ends of these plays, what the claims were counted under, and the
-- difference in plays without a listened time.
CREATE OR REPLACE FUNCTION merge_claims(listener int, OUT of_tracks int[], OUT ends timestamptz[], OUT on_days date[],
  OUT recordings int[], OUT albums int[], OUT artists int[], OUT estimated int)
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  claims int[];
  named int[];
BEGIN
  SELECT coalesce(array_agg(n.claim), '{}'), coalesce(array_agg(n.track), '{}'), coalesce(array_agg(c.recording_id), '{}'),
      coalesce(array_agg(c.album_id) FILTER (WHERE c.album_id IS NOT NULL), '{}')
    INTO claims, named, recordings, albums FROM claims_named(listener) n JOIN tracks c ON c.id = n.claim;
  PERFORM copy_exclusions(listener, claims, named);
  DELETE FROM exclusions WHERE user_id = listener AND track_id = ANY (claims);
  of_tracks := claims || named;
  artists := ARRAY(SELECT DISTINCT artist_id FROM track_artists WHERE track_id = ANY (claims));
  ends := '{}'; on_days := '{}'; estimated := 0;
  IF claims = '{}' THEN RETURN; END IF;

  PERFORM keep_minutes_apart(listener, claims, named);
  -- Of plays that ended at the same instant under two claims of one track, the longest stays, with what the other told.
  WITH twin AS (
    DELETE FROM play_events c USING unnest(claims, named) AS m(claim, track)
    WHERE c.user_id = listener AND c.track_id = m.claim AND EXISTS (
      SELECT 1 FROM unnest(claims, named) AS n(claim, track)
      JOIN play_events k ON k.user_id = listener AND k.track_id = n.claim AND k.played_at = c.played_at
      WHERE n.track = m.track AND (coalesce(k.ms_played, -1), k.track_id) > (coalesce(c.ms_played, -1), c.track_id))
    RETURNING c.played_at, c.ms_played, c.listened_ms, c.track_id, c.ending_id, c.context_id, c.origin_id, m.track
  ), joined AS (
    UPDATE play_events e SET origin_id = joined_origin(e.origin_id, g.origin_id),
        ending_id = coalesce(e.ending_id, g.ending_id), context_id = coalesce(e.context_id, g.context_id)
    FROM unnest(claims, named) AS n(claim, track) JOIN twin g USING (track)
    WHERE e.user_id = listener AND e.track_id = n.claim AND e.played_at = g.played_at
      AND NOT EXISTS (SELECT 1 FROM twin o WHERE o.track_id = e.track_id AND o.played_at = e.played_at)
  )
  SELECT coalesce(array_agg(played_at), '{}'), (-count(*) FILTER (WHERE ms_played IS NULL AND listened_ms IS NOT NULL))::int
    INTO ends, estimated FROM twin;

  -- The file's listened time and ending, Spotify's context.
  WITH pair AS MATERIALIZED (
    SELECT e.played_at, e.track_id, c.track_id AS claim,
      (c.ms_played IS NULL AND c.listened_ms IS NOT NULL)::int
        + (e.ms_played IS NULL AND c.ms_played IS NOT NULL AND e.listened_ms IS NOT NULL)::int AS estimates,
      c.ms_played, c.ending_id, c.context_id, e.origin_id AS one, c.origin_id AS other
    FROM unnest(claims, named) AS m(claim, track)
    JOIN play_events c ON c.user_id = listener AND c.track_id = m.claim
    JOIN play_events e ON e.user_id = listener AND e.track_id = m.track AND e.played_at = c.played_at
  ), joined AS (
    UPDATE play_events e SET ms_played = coalesce(p.ms_played, e.ms_played),
        listened_ms = CASE WHEN e.listened_ms IS NOT NULL THEN coalesce(p.ms_played, e.listened_ms) END, ending_id = coalesce(p.ending_id, e.ending_id),
        context_id = coalesce(e.context_id, p.context_id), origin_id = joined_origin(p.one, p.other)
    FROM pair p WHERE e.user_id = listener AND e.played_at = p.played_at AND e.track_id = p.track_id
  ), gone AS (
    DELETE FROM play_events c USING pair p
    WHERE c.user_id = listener AND c.played_at = p.played_at AND c.track_id = p.claim
    RETURNING c.played_at
  )
  SELECT ends || coalesce(array_agg(p.played_at), '{}'), estimated - coalesce(sum(p.estimates), 0)
    INTO ends, estimated FROM pair p;

  WITH moved AS (
    UPDATE play_events e SET track_id = m.track FROM unnest(claims, named) AS m(claim, track)
    WHERE e.user_id = listener AND e.track_id = m.claim RETURNING e.played_at
  )
  SELECT ends || coalesce(array_agg(played_at), '{}') INTO ends FROM moved;
  SELECT coalesce(array_agg(DISTINCT (at AT TIME ZONE u.time_zone)::date), '{}') INTO on_days
    FROM unnest(ends) at JOIN users u ON u.id = listener;

  DELETE FROM removed_plays r USING unnest(claims, named) AS m(claim, track)
    WHERE r.user_id = listener AND r.track_id = m.claim AND EXISTS (
      SELECT 1 FROM unnest(claims, named) AS n(claim, track)
      JOIN removed_plays k ON k.user_id = listener AND k.track_id = n.claim AND k.played_at = r.played_at
      WHERE n.track = m.track AND k.track_id > r.track_id);
  DELETE FROM removed_plays r USING unnest(claims, named) AS m(claim, track), removed_plays k
    WHERE r.user_id = listener AND r.track_id = m.claim
      AND k.user_id = listener AND k.track_id = m.track AND k.played_at = r.played_at;
  UPDATE removed_plays r SET track_id = m.track FROM unnest(claims, named) AS m(claim, track)
    WHERE r.user_id = listener AND r.track_id = m.claim;
  DELETE FROM separate_tracks WHERE user_id = listener AND track_id = ANY (claims);
END
$$;
