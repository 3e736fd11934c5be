-- What a track's length changes: the estimates of its plays, and all that adds them up.
CREATE OR REPLACE FUNCTION backfill_lengths(batch jsonb, of_tracks int[], of_listeners int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  WITH learnt AS (
    UPDATE tracks t SET duration_ms = x.duration_ms
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, duration_ms int)
    WHERE t.spotify_id = x.spotify_id AND t.id = ANY (of_tracks) AND t.duration_ms IS NULL AND x.duration_ms IS NOT NULL
    RETURNING t.id, t.duration_ms, t.album_id
  ),
  delta AS MATERIALIZED (
    SELECT e.user_id, e.played_at, e.track_id, l.album_id, (e.played_at AT TIME ZONE u.time_zone)::date AS day,
      (listening_time(NULL, l.duration_ms, e.played_at, previous.played_at) - e.listened_ms)::bigint AS ms
    FROM learnt l
    CROSS JOIN unnest(of_listeners) AS listener
    JOIN users u ON u.id = listener
    JOIN play_events e ON e.user_id = u.id AND e.track_id = l.id AND e.ms_played IS NULL
    LEFT JOIN LATERAL (SELECT p.played_at FROM play_events p
      WHERE p.user_id = e.user_id AND (p.played_at, p.track_id) < (e.played_at, e.track_id)
      ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1) previous ON true
  ),
  corrected AS (
    UPDATE play_events e SET listened_ms = e.listened_ms + d.ms FROM delta d
    WHERE (e.user_id, e.played_at, e.track_id) = (d.user_id, d.played_at, d.track_id)
  ),
  by_track AS (
    UPDATE user_track_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT user_id, track_id, sum(ms) AS ms FROM delta GROUP BY 1, 2) d
    WHERE (r.user_id, r.track_id) = (d.user_id, d.track_id)
  ),
  by_artist AS (
    UPDATE user_artist_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT user_id, artist_id, sum(ms) AS ms FROM delta JOIN track_artists USING (track_id) GROUP BY 1, 2) d
    WHERE (r.user_id, r.artist_id) = (d.user_id, d.artist_id)
  ),
  by_album AS (
    UPDATE user_album_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT user_id, album_id, sum(ms) AS ms FROM delta GROUP BY 1, 2) d
    WHERE (r.user_id, r.album_id) = (d.user_id, d.album_id)
  ),
  by_day AS (
    UPDATE user_day_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT user_id, day, sum(ms) AS ms FROM delta GROUP BY 1, 2) d
    WHERE (r.user_id, r.day) = (d.user_id, d.day)
  )
  UPDATE user_totals r SET listened_ms = r.listened_ms + d.ms
  FROM (SELECT user_id, sum(ms) AS ms FROM delta GROUP BY 1) d
  WHERE r.user_id = d.user_id;
$$;
