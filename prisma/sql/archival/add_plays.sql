-- Writes the new plays, and adds those that count to every rollup: not those that are too short, or left out by an exclusion.
--
-- Takes plays as played_tracks does; their tracks, contexts and endings are there. The caller locks the listeners' rows.
-- Returns [{user_id, plays}]: how many new plays each got, replaced ones not counted.
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
  added jsonb;
BEGIN
  PERFORM hold_catalogue(plays);

  WITH fresh AS MATERIALIZED (
    SELECT DISTINCT ON (x.user_id, x.played_at, x.track_id)
      x.user_id, x.played_at, x.track_id, x.ms_played, c.id AS context_id, x.sources, x.first_origin,
      (SELECT n.id FROM play_endings n WHERE n.reason_start = coalesce(x.reason_start, '')
        AND n.reason_end = coalesce(x.reason_end, '') AND n.skipped IS NOT DISTINCT FROM x.skipped) AS ending_id
    FROM played_tracks(plays) x
    JOIN users u ON u.id = x.user_id
    LEFT JOIN play_contexts c ON c.uri = x.context
    WHERE x.track_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = x.user_id AND e.played_at = x.played_at AND e.track_id = x.track_id)
    ORDER BY x.user_id, x.played_at, x.track_id, x.ms_played DESC NULLS LAST
  ),
  left_out AS MATERIALIZED (
    SELECT o.* FROM (SELECT array_agg(f.user_id) AS listeners, array_agg(f.track_id) AS tracks,
        array_agg(f.context_id) AS contexts, array_agg(f.played_at) AS ends FROM fresh f) l
    CROSS JOIN LATERAL left_out_plays(l.listeners, l.tracks, l.contexts, l.ends) o
  ),
  -- The stored plays on both sides of new ones. Only the estimate of the play after a new one can change; a play that is left
  -- out has none.
  neighbours AS (
    SELECT n.user_id, n.played_at, n.track_id, max(n.ms_played) AS ms_played, max(n.was) AS was FROM (
      SELECT e.*, NULL::int AS ms_played, NULL::int AS was FROM fresh f CROSS JOIN LATERAL (
        SELECT p.user_id, p.played_at, p.track_id FROM play_events p
        WHERE p.user_id = f.user_id AND (p.played_at, p.track_id) < (f.played_at, f.track_id)
        ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1) e
      UNION ALL
      SELECT e.* FROM fresh f CROSS JOIN LATERAL (
        SELECT p.user_id, p.played_at, p.track_id, p.ms_played, p.listened_ms FROM play_events p
        WHERE p.user_id = f.user_id AND (p.played_at, p.track_id) > (f.played_at, f.track_id)
        ORDER BY p.played_at, p.track_id LIMIT 1) e) n
    GROUP BY 1, 2, 3
  ),
  line AS (
    SELECT user_id, played_at, track_id, ms_played, context_id, sources, first_origin, ending_id, true AS is_new,
      NULL::int AS was
    FROM fresh
    UNION ALL
    SELECT user_id, played_at, track_id, ms_played, NULL, NULL, NULL, NULL, false, was FROM neighbours
  ),
  measured AS MATERIALIZED (
    SELECT l.*, listening_time(l.ms_played, t.duration_ms, l.played_at,
        lag(l.played_at) OVER (PARTITION BY l.user_id ORDER BY l.played_at, l.track_id)) AS listened_ms,
      o.track_id IS NOT NULL AS is_left_out, o.track_id IS NULL AND counts_as_play(l.ms_played, u.counts_from_ms) AS counts
    FROM line l JOIN tracks t ON t.id = l.track_id JOIN users u ON u.id = l.user_id
    LEFT JOIN left_out o ON l.is_new AND (o.user_id, o.played_at, o.track_id) = (l.user_id, l.played_at, l.track_id)
  ),
  origins AS (
    INSERT INTO play_origins (id, sources, created_at, first_id)
    SELECT n.id, n.sources, at_now, coalesce(n.first_origin, n.id)
    FROM (SELECT nextval('play_origins_id_seq')::int AS id, d.* FROM (SELECT DISTINCT sources, first_origin FROM fresh) d) n
    RETURNING id, sources, first_id
  ),
  written AS (
    INSERT INTO play_events (user_id, played_at, track_id, ms_played, listened_ms, context_id, origin_id, ending_id)
    SELECT m.user_id, m.played_at, m.track_id, m.ms_played, CASE WHEN NOT m.is_left_out THEN m.listened_ms END,
      m.context_id, o.id, m.ending_id
    FROM measured m JOIN origins o ON o.sources = m.sources AND o.first_id = coalesce(m.first_origin, o.id) WHERE m.is_new
    ORDER BY m.user_id, m.played_at, m.track_id
  ),
  corrected AS (
    UPDATE play_events e SET listened_ms = m.listened_ms
    FROM measured m
    WHERE (e.user_id, e.played_at, e.track_id) = (m.user_id, m.played_at, m.track_id)
      AND m.was IS NOT NULL AND m.was <> m.listened_ms
  )
  SELECT array_agg(m.user_id) FILTER (WHERE m.counts), array_agg(m.track_id) FILTER (WHERE m.counts),
      array_agg(m.played_at) FILTER (WHERE m.counts), array_agg(m.is_new::int) FILTER (WHERE m.counts),
      array_agg((m.is_new AND m.ms_played IS NULL)::int) FILTER (WHERE m.counts),
      array_agg((m.listened_ms - coalesce(m.was, 0))::bigint) FILTER (WHERE m.counts),
      (SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', f.user_id, 'plays', f.plays)), '[]')
       FROM (SELECT user_id, count(*) FILTER (WHERE first_origin IS NULL)::int AS plays
         FROM fresh GROUP BY 1) f)
    INTO of_listeners, of_tracks, ends, numbers, estimated, ms, added
    FROM measured m WHERE m.is_new OR m.was <> m.listened_ms;

  INSERT INTO play_reports (user_id, played_at, track_id, source, ended_at)
    SELECT x.user_id, x.played_at, x.track_id, r.source, r.ended_at
    FROM played_tracks(plays) x
    CROSS JOIN LATERAL jsonb_to_recordset(x.reports) AS r(source play_source, ended_at timestamptz)
    WHERE r.ended_at <> x.played_at
    ON CONFLICT DO NOTHING;

  PERFORM apply_rollup_delta(of_listeners, of_tracks, ends, numbers, estimated, ms);
  RETURN added;
END
$$;
