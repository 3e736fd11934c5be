-- Writes the plays that are not there yet, and every rollup by the difference they make.
-- Answers [{user_id, plays}] for the listeners who got new ones.
CREATE OR REPLACE FUNCTION write_plays_and_rollups(plays jsonb, at_now timestamptz) RETURNS jsonb
LANGUAGE sql
SET jit = off
AS $$
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
  -- The new plays among their neighbours: a play's estimate hangs on the end of the play before it, so a play that
  -- comes late also changes the estimate of the one after it.
  before AS (
    SELECT DISTINCT e.user_id, e.played_at, e.track_id FROM fresh f CROSS JOIN LATERAL (
      SELECT user_id, played_at, track_id FROM play_events
      WHERE user_id = f.user_id AND (played_at, track_id) < (f.played_at, f.track_id)
      ORDER BY played_at DESC, track_id DESC LIMIT 1) e
  ),
  after AS (
    SELECT DISTINCT e.user_id, e.played_at, e.track_id, e.ms_played, e.listened_ms FROM fresh f CROSS JOIN LATERAL (
      SELECT user_id, played_at, track_id, ms_played, listened_ms FROM play_events
      WHERE user_id = f.user_id AND (played_at, track_id) > (f.played_at, f.track_id)
      ORDER BY played_at, track_id LIMIT 1) e
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
    SELECT l.*, t.album_id, listening_time(l.ms_played, t.duration_ms, l.played_at,
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
  ),
  delta AS MATERIALIZED (
    SELECT m.user_id, m.track_id, m.album_id, m.played_at, m.is_new::int AS plays,
      (m.is_new AND m.ms_played IS NULL)::int AS estimated,
      (m.listened_ms - coalesce(m.was, 0))::bigint AS ms, (m.played_at AT TIME ZONE u.time_zone) AS local_at
    FROM measured m JOIN users u ON u.id = m.user_id
    WHERE m.is_new OR m.was <> m.listened_ms
  ),
  by_track AS (
    INSERT INTO user_track_stats AS r
    SELECT user_id, track_id, sum(plays), sum(ms), min(played_at), max(played_at) FROM delta GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, track_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_artist AS (
    INSERT INTO user_artist_stats AS r
    SELECT d.user_id, ta.artist_id, sum(d.plays), sum(d.ms), min(d.played_at), max(d.played_at)
    FROM delta d JOIN track_artists ta USING (track_id)
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, artist_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_album AS (
    INSERT INTO user_album_stats AS r
    SELECT user_id, album_id, sum(plays), sum(ms), min(played_at), max(played_at)
    FROM delta WHERE album_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, album_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  -- Every day touched gets all its 24 hours, by adding noughts: a join of the days with the hours would be quadratic.
  days AS (SELECT DISTINCT user_id, local_at::date AS day FROM delta),
  by_hour AS (
    SELECT user_id, day, hour, sum(plays)::int AS plays, sum(ms) AS ms FROM (
      SELECT user_id, local_at::date AS day, extract(hour FROM local_at)::int AS hour, plays, ms FROM delta
      UNION ALL
      SELECT user_id, day, hour, 0, 0 FROM days CROSS JOIN generate_series(0, 23) AS hour) x
    GROUP BY 1, 2, 3
  ),
  by_day AS (
    INSERT INTO user_day_stats AS r (user_id, day, plays, listened_ms, hour_plays)
    SELECT user_id, day, sum(plays), sum(ms), array_agg(plays ORDER BY hour) FROM by_hour GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, day) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      hour_plays = (SELECT array_agg(z.a + z.b ORDER BY z.o)
                    FROM unnest(r.hour_plays, excluded.hour_plays) WITH ORDINALITY AS z(a, b, o))
  ),
  firsts AS (
    SELECT user_id, sum(tracks)::int AS tracks, sum(artists)::int AS artists, sum(albums)::int AS albums FROM (
      SELECT user_id, is_first::int AS tracks, 0 AS artists, 0 AS albums FROM by_track
      UNION ALL SELECT user_id, 0, is_first::int, 0 FROM by_artist
      UNION ALL SELECT user_id, 0, 0, is_first::int FROM by_album) x
    GROUP BY 1
  ),
  totals AS (
    INSERT INTO user_totals AS r (user_id, plays, listened_ms, tracks, artists, albums, first_played_at, last_played_at,
      estimated_plays)
    SELECT d.user_id, sum(d.plays), sum(d.ms), coalesce(min(f.tracks), 0), coalesce(min(f.artists), 0),
      coalesce(min(f.albums), 0), min(d.played_at), max(d.played_at), sum(d.estimated)
    FROM delta d LEFT JOIN firsts f USING (user_id) GROUP BY 1 ORDER BY 1
    ON CONFLICT (user_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      tracks = r.tracks + excluded.tracks, artists = r.artists + excluded.artists, albums = r.albums + excluded.albums,
      estimated_plays = r.estimated_plays + excluded.estimated_plays,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', n.user_id, 'plays', n.plays)), '[]')
  FROM (SELECT user_id, sum(plays)::int AS plays FROM delta GROUP BY 1 HAVING sum(plays) > 0) n;
$$;
