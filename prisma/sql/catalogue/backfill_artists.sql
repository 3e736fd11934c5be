-- Sets the artists of tracks that were first listed without them, and adds the tracks' plays to their rollups.
--
-- Takes a batch, the incomplete tracks and all who played them, whose rows the caller has locked. Returns nothing.
CREATE OR REPLACE FUNCTION backfill_artists(batch jsonb, tracks_of int[], listeners int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  filled int[];
BEGIN
  WITH added AS (
    INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, a.id
    FROM jsonb_to_recordset(batch->'track_artists') AS x(track text, position smallint, spotify_id text, name_key text)
    JOIN tracks t ON t.spotify_id = x.track AND t.id = ANY (tracks_of)
    JOIN artists a ON a.spotify_id = x.spotify_id OR a.name_key = x.name_key
    WHERE NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.track_id = t.id)
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING
    RETURNING track_id
  ) SELECT array_agg(DISTINCT track_id) INTO filled FROM added;

  PERFORM apply_rollup_delta(array_agg(s.user_id), array_agg(s.track_id), array_agg(s.first_played_at),
      array_agg(s.last_played_at), array_agg(s.plays), array_agg(0), array_agg(s.listened_ms), 'artist')
    FROM user_track_stats s WHERE s.user_id = ANY (listeners) AND s.track_id = ANY (filled);
END
$$;
