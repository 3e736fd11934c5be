-- Trigger on artists: applies changed genres to the rollups of all listeners who played them, while no plays are written.
CREATE OR REPLACE FUNCTION apply_genre_changes() RETURNS trigger
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  changed int[];
  played_by int[];
BEGIN
  SELECT array_agg(n.id) INTO changed FROM before o JOIN after n ON n.id = o.id WHERE n.genres IS DISTINCT FROM o.genres;
  IF changed IS NULL THEN RETURN NULL; END IF;

  PERFORM pg_advisory_xact_lock(completion_lock());
  SELECT array_agg(id) INTO played_by FROM (
    SELECT u.id FROM users u
    WHERE EXISTS (SELECT 1 FROM user_artist_stats s WHERE s.user_id = u.id AND s.artist_id = ANY (changed) OFFSET 0)
    ORDER BY u.id FOR KEY SHARE OF u) x;
  IF played_by IS NULL THEN RETURN NULL; END IF;

  INSERT INTO user_genre_stats AS r (user_id, genre, plays)
    SELECT s.user_id, d.genre, sum(s.plays * d.sign)
    FROM (
      SELECT track_id, genre, sum(sign)::int AS sign FROM (
        SELECT t.track_id, g AS genre, 1 AS sign
        FROM (SELECT DISTINCT track_id FROM track_artists WHERE artist_id = ANY (changed)) t
        CROSS JOIN LATERAL unnest(genres_of(t.track_id)) g
        UNION ALL
        SELECT t.track_id, g, -1
        FROM (
          SELECT ta.track_id, coalesce(nullif(array_agg(DISTINCT g) FILTER (WHERE g IS NOT NULL), '{}'), '{""}') AS genres
          FROM track_artists ta JOIN artists a ON a.id = ta.artist_id LEFT JOIN before o ON o.id = a.id
          LEFT JOIN LATERAL unnest(coalesce(o.genres, a.genres)) g ON true
          WHERE ta.track_id IN (SELECT track_id FROM track_artists WHERE artist_id = ANY (changed))
          GROUP BY 1
        ) t CROSS JOIN LATERAL unnest(t.genres) g
      ) x GROUP BY 1, 2 HAVING sum(sign) <> 0
    ) d JOIN user_track_stats s ON s.track_id = d.track_id AND s.user_id = ANY (played_by)
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, genre) DO UPDATE SET plays = r.plays + excluded.plays;
  DELETE FROM user_genre_stats WHERE user_id = ANY (played_by) AND plays = 0;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER apply_genre_changes AFTER UPDATE ON "artists"
  REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION apply_genre_changes();
