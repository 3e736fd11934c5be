-- Writes the new plays, and updates every rollup by the difference.
--
-- Takes [{user_id, played_at, track, ms_played, context, source, skipped}], their tracks and contexts being in the
-- catalogue. The caller locks the listeners' rows. Returns [{user_id, plays}] for those who got new ones.
--
-- A play's estimate depends on the end of the play before it, so a play that arrives late also changes the estimate of the
-- play after it: the new plays are measured among their neighbours.
CREATE OR REPLACE FUNCTION add_plays(plays jsonb, at_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  of_listeners int[];
  of_tracks int[];
  ends timestamptz[];
  numbers int[];
  estimated int[];
  ms bigint[];
BEGIN
  WITH fresh AS MATERIALIZED (
    SELECT DISTINCT ON (x.user_id, x.played_at, t.id)
      x.user_id, x.played_at, t.id AS track_id, x.ms_played, c.id AS context_id, x.source, x.skipped
    FROM jsonb_to_recordset(plays) AS x(user_id int, played_at timestamptz, track text, ms_played int, context text,
      source play_source, skipped boolean)
    JOIN users u ON u.id = x.user_id
    JOIN tracks t ON t.spotify_id = x.track
    LEFT JOIN play_contexts c ON c.uri = x.context
    WHERE NOT EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = x.user_id AND e.played_at = x.played_at AND e.track_id = t.id)
    ORDER BY x.user_id, x.played_at, t.id
  ),
  before AS (
    SELECT DISTINCT e.user_id, e.played_at, e.track_id FROM fresh f CROSS JOIN LATERAL (
      SELECT p.user_id, p.played_at, p.track_id FROM play_events p
      WHERE p.user_id = f.user_id AND (p.played_at, p.track_id) < (f.played_at, f.track_id)
      ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1) e
  ),
  after AS (
    SELECT DISTINCT e.user_id, e.played_at, e.track_id, e.ms_played, e.listened_ms FROM fresh f CROSS JOIN LATERAL (
      SELECT p.user_id, p.played_at, p.track_id, p.ms_played, p.listened_ms FROM play_events p
      WHERE p.user_id = f.user_id AND (p.played_at, p.track_id) > (f.played_at, f.track_id)
      ORDER BY p.played_at, p.track_id LIMIT 1) e
  ),
  line AS (
    SELECT user_id, played_at, track_id, ms_played, context_id, source, skipped, true AS is_new, NULL::int AS was FROM fresh
    UNION ALL
    SELECT user_id, played_at, track_id, ms_played, NULL, NULL, NULL, false, listened_ms FROM after
    UNION ALL
    SELECT user_id, played_at, track_id, NULL, NULL, NULL, NULL, false, NULL FROM before b
      WHERE NOT EXISTS (SELECT 1 FROM after a
        WHERE (a.user_id, a.played_at, a.track_id) = (b.user_id, b.played_at, b.track_id))
  ),
  measured AS MATERIALIZED (
    SELECT l.*, listening_time(l.ms_played, t.duration_ms, l.played_at,
        lag(l.played_at) OVER (PARTITION BY l.user_id ORDER BY l.played_at, l.track_id)) AS listened_ms
    FROM line l JOIN tracks t ON t.id = l.track_id
  ),
  origins AS (
    INSERT INTO play_origins (source, created_at) SELECT DISTINCT source, at_now FROM fresh RETURNING id, source
  ),
  written AS (
    INSERT INTO play_events (user_id, played_at, track_id, ms_played, listened_ms, context_id, origin_id, skipped)
    SELECT m.user_id, m.played_at, m.track_id, m.ms_played, m.listened_ms, m.context_id, o.id, m.skipped
    FROM measured m JOIN origins o USING (source) WHERE m.is_new
    ORDER BY m.user_id, m.played_at, m.track_id
  ),
  corrected AS (
    UPDATE play_events e SET listened_ms = m.listened_ms
    FROM measured m
    WHERE (e.user_id, e.played_at, e.track_id) = (m.user_id, m.played_at, m.track_id)
      AND m.was IS NOT NULL AND m.was <> m.listened_ms
  )
  SELECT array_agg(m.user_id), array_agg(m.track_id), array_agg(m.played_at), array_agg(m.is_new::int),
      array_agg((m.is_new AND m.ms_played IS NULL)::int), array_agg((m.listened_ms - coalesce(m.was, 0))::bigint)
    INTO of_listeners, of_tracks, ends, numbers, estimated, ms
    FROM measured m WHERE m.is_new OR m.was <> m.listened_ms;

  PERFORM apply_rollup_delta(of_listeners, of_tracks, ends, ends, numbers, estimated, ms);
  RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', n.user_id, 'plays', n.plays)), '[]')
    FROM (SELECT d.user_id, sum(d.plays)::int AS plays FROM unnest(of_listeners, numbers) AS d(user_id, plays)
      GROUP BY 1 HAVING sum(d.plays) > 0) n);
END
$$;
