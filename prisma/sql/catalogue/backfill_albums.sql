-- A track that gets its album gives it all its plays: what the track's own rollup says, added to the album's.
CREATE OR REPLACE FUNCTION backfill_albums(batch jsonb, of_tracks int[], of_listeners int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  WITH learnt AS (
    UPDATE tracks t SET album_id = al.id
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, album text)
    JOIN albums al ON al.spotify_id = x.album
    WHERE t.spotify_id = x.spotify_id AND t.id = ANY (of_tracks) AND t.album_id IS NULL
    RETURNING t.id, t.album_id
  ),
  by_album AS (
    INSERT INTO user_album_stats AS r (user_id, album_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT s.user_id, l.album_id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM learnt l CROSS JOIN unnest(of_listeners) AS listener
    JOIN user_track_stats s ON s.user_id = listener AND s.track_id = l.id
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, album_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  )
  UPDATE user_totals r SET albums = r.albums + f.albums
  FROM (SELECT user_id, sum(is_first::int) AS albums FROM by_album GROUP BY 1) f
  WHERE r.user_id = f.user_id;
$$;
