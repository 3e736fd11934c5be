-- The same for its artists.
CREATE OR REPLACE FUNCTION backfill_artists(batch jsonb, of_tracks int[], of_listeners int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  WITH learnt AS (
    INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, a.id
    FROM jsonb_to_recordset(batch->'track_artists') AS x(track text, position smallint, spotify_id text, name_key text)
    JOIN tracks t ON t.spotify_id = x.track AND t.id = ANY (of_tracks)
    JOIN artists a ON a.spotify_id = x.spotify_id OR a.name_key = x.name_key
    WHERE NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.track_id = t.id)
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING
    RETURNING track_id, artist_id
  ),
  by_artist AS (
    INSERT INTO user_artist_stats AS r (user_id, artist_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT s.user_id, l.artist_id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM learnt l CROSS JOIN unnest(of_listeners) AS listener
    JOIN user_track_stats s ON s.user_id = listener AND s.track_id = l.track_id
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, artist_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  )
  UPDATE user_totals r SET artists = r.artists + f.artists
  FROM (SELECT user_id, sum(is_first::int) AS artists FROM by_artist GROUP BY 1) f
  WHERE r.user_id = f.user_id;
$$;
