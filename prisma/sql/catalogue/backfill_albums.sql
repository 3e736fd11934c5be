-- Sets the album of tracks that were first listed without it, and adds the tracks' plays to its rollup.
--
-- Takes a batch, the incomplete tracks and all who played them, whose rows the caller has locked. Returns nothing.
CREATE OR REPLACE FUNCTION backfill_albums(batch jsonb, tracks_of int[], listeners int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  filled int[];
BEGIN
  WITH changed AS (
    UPDATE tracks t SET album_id = al.id
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, album text)
    JOIN albums al ON al.spotify_id = x.album
    WHERE t.spotify_id = x.spotify_id AND t.id = ANY (tracks_of) AND t.album_id IS NULL
    RETURNING t.id
  ) SELECT array_agg(id) INTO filled FROM changed;

  PERFORM apply_rollup_delta(array_agg(s.user_id), array_agg(s.track_id), array_agg(s.first_played_at),
      array_agg(s.last_played_at), array_agg(s.plays), array_agg(0), array_agg(s.listened_ms), 'album')
    FROM user_track_stats s WHERE s.user_id = ANY (listeners) AND s.track_id = ANY (filled);
END
$$;
