-- Subtracts plays of tracks from listeners, by genre; the lists are parallel. A genre without plays left is deleted.
CREATE OR REPLACE FUNCTION subtract_genre_plays(listeners int[], of_tracks int[], numbers int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  UPDATE user_genre_stats r SET plays = r.plays - d.plays
    FROM (SELECT x.listener, g, sum(x.plays)::int AS plays
      FROM unnest(listeners, of_tracks, numbers) AS x(listener, track, plays)
      CROSS JOIN LATERAL unnest(genres_of(x.track)) g GROUP BY 1, 2) d
    WHERE r.user_id = d.listener AND r.genre = d.g;
  DELETE FROM user_genre_stats WHERE user_id = ANY (listeners) AND plays = 0;
$$;
