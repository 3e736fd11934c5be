-- Notes the tracks of new plays where Spotify's answer lacks a name or ISRC that the catalogue has, and a file reported a play
-- that may be the same: these plays are matched again by all that is known of their tracks (rematchPlays).
--
-- Takes a batch whose plays are written. The caller locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION note_incomplete_answers(batch jsonb) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  INSERT INTO stale_rollups (user_id, track_id, artist_ids)
    SELECT DISTINCT u.id, t.id, '{}'::int[]
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, name text, isrc text)
    JOIN tracks t ON t.spotify_id = x.spotify_id AND t.claimed_by IS NULL
    JOIN jsonb_to_recordset(batch->'plays') AS p(user_id int, played_at timestamptz, track text) ON p.track = x.spotify_id
    JOIN users u ON u.id = p.user_id
    CROSS JOIN LATERAL (SELECT p.played_at - interval '2 minutes' AS from_at, p.played_at + interval '2 minutes' AS to_at) near
    WHERE ((x.name = '' AND t.name <> '') OR (x.isrc IS NULL AND t.isrc IS NOT NULL)) AND EXISTS (
      SELECT 1 FROM (
        SELECT e.track_id, e.origin_id FROM play_events e
        WHERE e.user_id = u.id AND e.played_at BETWEEN near.from_at AND near.to_at
        UNION ALL
        SELECT r.track_id, r.origin_id FROM removed_plays r
        WHERE r.user_id = u.id AND r.played_at BETWEEN near.from_at AND near.to_at) o
      JOIN play_origins n ON n.id = o.origin_id WHERE o.track_id <> t.id AND n.sources <> '{poll}')
$$;
