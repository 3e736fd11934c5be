-- Sets the length of tracks that were first listed without it, and updates the estimates of their plays and the rollups.
--
-- Takes a batch, the incomplete tracks and all who played them, whose rows the caller has locked. Returns nothing.
CREATE OR REPLACE FUNCTION backfill_lengths(batch jsonb, tracks_of int[], listeners int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  of_listeners int[];
  of_tracks int[];
  ends timestamptz[];
  nought int[];
  ms bigint[];
BEGIN
  WITH filled AS (
    UPDATE tracks t SET duration_ms = x.duration_ms
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, duration_ms int)
    WHERE t.spotify_id = x.spotify_id AND t.id = ANY (tracks_of) AND t.duration_ms IS NULL AND x.duration_ms IS NOT NULL
    RETURNING t.id, t.duration_ms
  ),
  delta AS MATERIALIZED (
    SELECT e.user_id, e.played_at, e.track_id,
      (listening_time(NULL, f.duration_ms, e.played_at, previous.played_at) - e.listened_ms)::bigint AS ms
    FROM filled f
    CROSS JOIN unnest(listeners) AS listener
    JOIN play_events e ON e.user_id = listener AND e.track_id = f.id AND e.ms_played IS NULL
    LEFT JOIN LATERAL (SELECT p.played_at FROM play_events p
      WHERE p.user_id = e.user_id AND (p.played_at, p.track_id) < (e.played_at, e.track_id)
      ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1) previous ON true
  ),
  corrected AS (
    UPDATE play_events e SET listened_ms = e.listened_ms + d.ms FROM delta d
    WHERE (e.user_id, e.played_at, e.track_id) = (d.user_id, d.played_at, d.track_id)
  )
  SELECT array_agg(d.user_id), array_agg(d.track_id), array_agg(d.played_at), array_agg(0), array_agg(d.ms)
    INTO of_listeners, of_tracks, ends, nought, ms FROM delta d;
  PERFORM apply_rollup_delta(of_listeners, of_tracks, ends, ends, nought, nought, ms);
END
$$;
