-- docs/decisions/0011-genres-and-favourites.md tells why.

CREATE TYPE "entity_kind" AS ENUM ('track', 'artist', 'album');

-- How many plays of a listener have a genre; those of no known genre stand under ''.
CREATE TABLE "user_genre_stats" (
    "user_id" INTEGER NOT NULL,
    "genre" TEXT NOT NULL,
    "plays" INTEGER NOT NULL,

    CONSTRAINT "user_genre_stats_pkey" PRIMARY KEY ("user_id","genre")
) WITH (fillfactor = 80);

ALTER TABLE "user_genre_stats" ADD CONSTRAINT "user_genre_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- When a listener played what they played often: by hour of the week (buckets 0 to 167, 0 = Monday from 00:00) and by
-- month (year × 12 + month − 1), on their own clock. A thing has all its rows or none.
CREATE TABLE "user_entity_times" (
    "listened_ms" BIGINT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "plays" INTEGER NOT NULL,
    "kind" "entity_kind" NOT NULL,
    "bucket" SMALLINT NOT NULL,

    CONSTRAINT "user_entity_times_pkey" PRIMARY KEY ("user_id","kind","entity_id","bucket")
) WITH (fillfactor = 80);

ALTER TABLE "user_entity_times" ADD CONSTRAINT "user_entity_times_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who still waits for details is asked with every answer about genres.
CREATE INDEX "artists_details_fetched_at_idx" ON "artists"("details_fetched_at");

-- The different genres of a track's artists; one that is empty where none is known.
CREATE FUNCTION genres_of(track int) RETURNS text[]
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(nullif(ARRAY(SELECT DISTINCT g FROM track_artists ta JOIN artists a ON a.id = ta.artist_id, unnest(a.genres) g
    WHERE ta.track_id = track), '{}'), '{""}')
$$;

-- Gives listeners plays of tracks, by genre; the lists go together.
CREATE FUNCTION add_genre_plays(listeners int[], of_tracks int[], numbers int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  -- As genres_of, for many tracks at once: in half the time.
  WITH known AS MATERIALIZED (
    SELECT DISTINCT ta.track_id, g AS genre
    FROM track_artists ta JOIN artists a ON a.id = ta.artist_id, unnest(a.genres) g
    WHERE ta.track_id = ANY (of_tracks)
  )
  INSERT INTO user_genre_stats AS r (user_id, genre, plays)
    SELECT x.listener, coalesce(k.genre, ''), sum(x.plays)
    FROM unnest(listeners, of_tracks, numbers) AS x(listener, track, plays)
    LEFT JOIN known k ON k.track_id = x.track
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, genre) DO UPDATE SET plays = r.plays + excluded.plays
$$;

-- Takes them away again.
CREATE FUNCTION take_genre_plays(listeners int[], of_tracks int[], numbers int[]) RETURNS void
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

-- Whoever writes plays.
CREATE FUNCTION count_genres() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  listeners int[];
  of_tracks int[];
  numbers int[];
BEGIN
  SELECT array_agg(user_id), array_agg(track_id), array_agg(plays) INTO listeners, of_tracks, numbers
    FROM (SELECT user_id, track_id, count(*)::int AS plays FROM changed GROUP BY 1, 2) c;
  IF listeners IS NULL THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN PERFORM add_genre_plays(listeners, of_tracks, numbers);
  ELSE PERFORM take_genre_plays(listeners, of_tracks, numbers);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER count_inserted_genres AFTER INSERT ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_genres();
CREATE TRIGGER count_deleted_genres AFTER DELETE ON "play_events"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_genres();

-- Whoever tells artists' genres: all who heard them learn the difference. Nobody writes plays meanwhile.
CREATE FUNCTION learn_genres() RETURNS trigger
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  told int[];
  heard_by int[];
BEGIN
  SELECT array_agg(n.id) INTO told FROM before o JOIN after n ON n.id = o.id WHERE n.genres IS DISTINCT FROM o.genres;
  IF told IS NULL THEN RETURN NULL; END IF;

  PERFORM pg_advisory_xact_lock(completion_lock());
  SELECT array_agg(id) INTO heard_by FROM (
    SELECT u.id FROM users u
    WHERE EXISTS (SELECT 1 FROM user_artist_stats s WHERE s.user_id = u.id AND s.artist_id = ANY (told) OFFSET 0)
    ORDER BY u.id FOR KEY SHARE OF u) x;
  IF heard_by IS NULL THEN RETURN NULL; END IF;

  INSERT INTO user_genre_stats AS r (user_id, genre, plays)
    SELECT s.user_id, d.genre, sum(s.plays * d.sign)
    FROM (
      SELECT track_id, genre, sum(sign)::int AS sign FROM (
        SELECT t.track_id, g AS genre, 1 AS sign
        FROM (SELECT DISTINCT track_id FROM track_artists WHERE artist_id = ANY (told)) t
        CROSS JOIN LATERAL unnest(genres_of(t.track_id)) g
        UNION ALL
        SELECT t.track_id, g, -1
        FROM (
          SELECT ta.track_id, coalesce(nullif(array_agg(DISTINCT g) FILTER (WHERE g IS NOT NULL), '{}'), '{""}') AS genres
          FROM track_artists ta JOIN artists a ON a.id = ta.artist_id LEFT JOIN before o ON o.id = a.id
          LEFT JOIN LATERAL unnest(coalesce(o.genres, a.genres)) g ON true
          WHERE ta.track_id IN (SELECT track_id FROM track_artists WHERE artist_id = ANY (told))
          GROUP BY 1
        ) t CROSS JOIN LATERAL unnest(t.genres) g
      ) x GROUP BY 1, 2 HAVING sum(sign) <> 0
    ) d JOIN user_track_stats s ON s.track_id = d.track_id AND s.user_id = ANY (heard_by)
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, genre) DO UPDATE SET plays = r.plays + excluded.plays;
  DELETE FROM user_genre_stats WHERE user_id = ANY (heard_by) AND plays = 0;
  RETURN NULL;
END
$$;

CREATE TRIGGER learn_genres AFTER UPDATE ON "artists"
  REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION learn_genres();

-- From how many plays on a track, artist or album has rows in user_entity_times.
CREATE FUNCTION often_played() RETURNS int
LANGUAGE sql IMMUTABLE
AS $$ SELECT 1000 $$;

-- The hour of the week and the month of a moment on the listener's clock.
CREATE FUNCTION buckets_of(local_at timestamp) RETURNS smallint[]
LANGUAGE sql IMMUTABLE
AS $$
  SELECT ARRAY[(date_part('isodow', local_at) - 1) * 24 + date_part('hour', local_at),
    date_part('year', local_at) * 12 + date_part('month', local_at) - 1]::smallint[]
$$;

-- Counts when a listener played some things anew from the plays; the two lists go together.
CREATE FUNCTION entity_times(listener int, kinds entity_kind[], ids int[]) RETURNS SETOF user_entity_times
LANGUAGE sql STABLE
SET jit = off
AS $$
  WITH things AS (SELECT * FROM unnest(kinds, ids) AS x(kind, id)),
  of_tracks AS MATERIALIZED (
    SELECT kind, id, id AS track_id FROM things WHERE kind = 'track'
    UNION ALL
    SELECT kind, id, ta.track_id FROM things JOIN track_artists ta ON ta.artist_id = id WHERE kind = 'artist'
    UNION ALL
    SELECT kind, things.id, t.id FROM things JOIN tracks t ON t.album_id = things.id WHERE kind = 'album'
  )
  SELECT sum(e.listened_ms)::bigint, listener, o.id, count(*)::int, o.kind, b.bucket
  FROM users u JOIN play_events e ON e.user_id = u.id JOIN of_tracks o ON o.track_id = e.track_id
  CROSS JOIN LATERAL unnest(buckets_of(e.played_at AT TIME ZONE u.time_zone)) AS b(bucket)
  WHERE u.id = listener
  GROUP BY o.kind, o.id, b.bucket ORDER BY o.kind, o.id, b.bucket
$$;

-- Adds plays and listening time to the things that have rows; the lists go together.
CREATE FUNCTION add_entity_times(listeners int[], of_tracks int[], ends timestamptz[], numbers int[], ms int[])
RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  WITH delta AS MATERIALIZED (
    SELECT x.user_id, x.track_id, x.plays, x.ms, buckets_of(x.played_at AT TIME ZONE u.time_zone) AS buckets
    FROM unnest(listeners, of_tracks, ends, numbers, ms) AS x(user_id, track_id, played_at, plays, ms)
    JOIN users u ON u.id = x.user_id
  ),
  heard AS (SELECT DISTINCT user_id, track_id FROM delta),
  things AS MATERIALIZED (
    SELECT * FROM (
      SELECT user_id, track_id, 'track'::entity_kind AS kind, track_id AS id FROM heard
      UNION ALL SELECT user_id, track_id, 'artist', artist_id FROM heard JOIN track_artists USING (track_id)
      UNION ALL SELECT user_id, track_id, 'album', album_id FROM heard JOIN tracks t ON t.id = track_id
    ) x
    WHERE EXISTS (SELECT 1 FROM user_entity_times r WHERE r.user_id = x.user_id AND r.kind = x.kind AND r.entity_id = x.id
      OFFSET 0)
  )
  INSERT INTO user_entity_times AS r (user_id, kind, entity_id, bucket, plays, listened_ms)
    SELECT t.user_id, t.kind, t.id, b.bucket, sum(d.plays), sum(d.ms)
    FROM things t JOIN delta d ON d.user_id = t.user_id AND d.track_id = t.track_id
    CROSS JOIN LATERAL unnest(d.buckets) AS b(bucket)
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (user_id, kind, entity_id, bucket) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms
$$;

-- Whoever writes plays.
CREATE FUNCTION count_entity_times() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  with_rows int[];
BEGIN
  SELECT array_agg(user_id) INTO with_rows FROM (SELECT DISTINCT user_id FROM changed) c
    WHERE EXISTS (SELECT 1 FROM user_entity_times r WHERE r.user_id = c.user_id OFFSET 0);
  IF with_rows IS NULL THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' THEN
    PERFORM add_entity_times(array_agg(n.user_id), array_agg(n.track_id), array_agg(n.played_at), array_agg(0),
        array_agg(n.listened_ms - o.listened_ms))
      FROM before o JOIN changed n USING (user_id, played_at, track_id)
      WHERE n.user_id = ANY (with_rows) AND n.listened_ms <> o.listened_ms;
  ELSIF TG_OP = 'INSERT' THEN
    PERFORM add_entity_times(array_agg(user_id), array_agg(track_id), array_agg(played_at), array_agg(1),
        array_agg(listened_ms))
      FROM changed WHERE user_id = ANY (with_rows);
  ELSE
    PERFORM add_entity_times(array_agg(user_id), array_agg(track_id), array_agg(played_at), array_agg(-1),
        array_agg(-listened_ms))
      FROM changed WHERE user_id = ANY (with_rows);
    DELETE FROM user_entity_times WHERE user_id = ANY (with_rows) AND plays = 0;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER count_inserted_times AFTER INSERT ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_entity_times();
CREATE TRIGGER count_updated_times AFTER UPDATE ON "play_events"
  REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_entity_times();
CREATE TRIGGER count_deleted_times AFTER DELETE ON "play_events"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_entity_times();

-- What a listener plays often and has no rows yet.
CREATE FUNCTION often_played_without_times(listener int) RETURNS TABLE (kind entity_kind, id int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT kind, id FROM (
    SELECT 'track'::entity_kind AS kind, track_id AS id FROM user_track_stats
    WHERE user_id = listener AND plays >= often_played()
    UNION ALL SELECT 'artist', artist_id FROM user_artist_stats WHERE user_id = listener AND plays >= often_played()
    UNION ALL SELECT 'album', album_id FROM user_album_stats WHERE user_id = listener AND plays >= often_played()
  ) x
  WHERE NOT EXISTS (SELECT 1 FROM user_entity_times r WHERE r.user_id = listener AND r.kind = x.kind AND r.entity_id = x.id
    OFFSET 0)
$$;

-- At the end of the transaction, when all its plays and figures are written: a few things that are without rows get
-- them. The others follow with the next plays; until then their plays are read.
CREATE FUNCTION count_often_played() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  kinds entity_kind[];
  ids int[];
BEGIN
  SELECT array_agg(x.kind), array_agg(x.id) INTO kinds, ids
    FROM (SELECT * FROM often_played_without_times(NEW.user_id) ORDER BY 1, 2 LIMIT 5) x;
  IF kinds IS NULL THEN RETURN NULL; END IF;
  INSERT INTO user_entity_times SELECT * FROM entity_times(NEW.user_id, kinds, ids);
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER count_often_played AFTER INSERT OR UPDATE ON "user_totals"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.plays >= often_played()) EXECUTE FUNCTION count_often_played();

-- A new zone, a new clock.
CREATE FUNCTION forget_entity_times() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM user_entity_times WHERE user_id = NEW.id;
  RETURN NULL;
END
$$;

CREATE TRIGGER forget_entity_times AFTER UPDATE OF "time_zone" ON "users"
  FOR EACH ROW WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone) EXECUTE FUNCTION forget_entity_times();

-- As before (20261122000900), and genres and times follow: those of the artists and albums that got a track are counted
-- anew when the transaction ends.
CREATE OR REPLACE FUNCTION complete_tracks(batch jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
SET lock_timeout = '500ms'
AS $$
DECLARE
  lacking int[];
  heard_by int[];
  listeners int[];
  of_tracks int[];
  numbers int[];
BEGIN
  PERFORM pg_advisory_xact_lock(completion_lock());
  SELECT coalesce(array_agg(id ORDER BY id), '{}') INTO lacking FROM tracks_to_complete(batch) AS id;
  IF lacking = '{}' THEN RETURN 0; END IF;

  -- Who played them is looked up listener by listener: their rollup has no index by track alone.
  SELECT coalesce(array_agg(id), '{}') INTO heard_by FROM (
    SELECT u.id FROM users u
    WHERE EXISTS (SELECT 1 FROM user_track_stats s WHERE s.user_id = u.id AND s.track_id = ANY (lacking) OFFSET 0)
    ORDER BY u.id FOR NO KEY UPDATE OF u) x;
  SELECT array_agg(user_id), array_agg(track_id), array_agg(plays) INTO listeners, of_tracks, numbers
    FROM user_track_stats WHERE user_id = ANY (heard_by) AND track_id = ANY (lacking);

  PERFORM take_genre_plays(listeners, of_tracks, numbers);
  PERFORM learn_lengths(batch, lacking, heard_by);
  PERFORM learn_albums(batch, lacking, heard_by);
  PERFORM learn_artists(batch, lacking, heard_by);
  PERFORM add_genre_plays(listeners, of_tracks, numbers);
  DELETE FROM user_entity_times r
    WHERE r.user_id = ANY (heard_by)
      AND ((r.kind = 'artist' AND r.entity_id IN (SELECT artist_id FROM track_artists WHERE track_id = ANY (lacking)))
        OR (r.kind = 'album' AND r.entity_id IN (SELECT album_id FROM tracks WHERE id = ANY (lacking))));
  UPDATE user_totals SET plays = plays WHERE user_id = ANY (heard_by);
  RETURN cardinality(lacking);
END
$$;

-- The histories that are there.
INSERT INTO user_genre_stats (user_id, genre, plays)
  SELECT s.user_id, g, sum(s.plays)
  FROM user_track_stats s JOIN (SELECT id, genres_of(id) AS genres FROM tracks OFFSET 0) t ON t.id = s.track_id
  CROSS JOIN LATERAL unnest(t.genres) g
  GROUP BY 1, 2 ORDER BY 1, 2;

INSERT INTO user_entity_times
  SELECT n.* FROM (
    SELECT u.user_id, array_agg(x.kind) AS kinds, array_agg(x.id) AS ids
    FROM user_totals u CROSS JOIN LATERAL often_played_without_times(u.user_id) x
    WHERE u.plays >= often_played() GROUP BY 1
  ) d CROSS JOIN LATERAL entity_times(d.user_id, d.kinds, d.ids) n;
