-- CreateEnum
CREATE TYPE "import_format" AS ENUM ('extended_history', 'account_data', 'audiospective');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('queued', 'running', 'succeeded', 'failed');

-- AlterTable
ALTER TABLE "albums" ADD COLUMN "name_key" TEXT, ALTER COLUMN "spotify_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "tracks" ADD COLUMN "is_sketch" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "import_jobs" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_bytes" BIGINT NOT NULL,
    "format" "import_format" NOT NULL,
    "status" "import_status" NOT NULL DEFAULT 'queued',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "rows_total" INTEGER NOT NULL,
    "rows_done" INTEGER NOT NULL,
    "added" INTEGER NOT NULL DEFAULT 0,
    "already_known" INTEGER NOT NULL DEFAULT 0,
    "enriched" INTEGER NOT NULL DEFAULT 0,
    "repeated" INTEGER NOT NULL DEFAULT 0,
    "too_short" INTEGER NOT NULL DEFAULT 0,
    "private_session" INTEGER NOT NULL DEFAULT 0,
    "podcast" INTEGER NOT NULL DEFAULT 0,
    "audiobook" INTEGER NOT NULL DEFAULT 0,
    "no_track" INTEGER NOT NULL DEFAULT 0,
    "unreadable" INTEGER NOT NULL DEFAULT 0,
    "gaps_closed" INTEGER NOT NULL DEFAULT 0,
    "first_play_at" TIMESTAMPTZ(3),
    "last_play_at" TIMESTAMPTZ(3),
    "covers" JSONB NOT NULL,
    "failure" TEXT,
    "errors" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "import_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_slices" (
    "job_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "payload" BYTEA NOT NULL,

    CONSTRAINT "import_slices_pkey" PRIMARY KEY ("job_id","position")
);

-- CreateIndex
CREATE INDEX "import_jobs_user_id_created_at_idx" ON "import_jobs"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "artists_name_idx" ON "artists"("name");

-- CreateIndex
CREATE UNIQUE INDEX "albums_name_key_key" ON "albums"("name_key");

-- CreateIndex
CREATE INDEX "albums_name_idx" ON "albums"("name");

-- AddForeignKey
ALTER TABLE "import_jobs" ADD CONSTRAINT "import_jobs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_slices" ADD CONSTRAINT "import_slices_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "import_jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- The artist that a file means: by Spotify's id; where the file has the name alone, the one known by that name only,
-- else one that Spotify spells exactly so.
CREATE FUNCTION artist_meant(by_id text, by_key text, by_name text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN (SELECT id FROM artists WHERE spotify_id = by_id)
    ELSE coalesce((SELECT id FROM artists WHERE name_key = by_key),
                  (SELECT min(id) FROM artists WHERE name = by_name AND spotify_id IS NOT NULL)) END
$$;

-- The album that a file means; one known by its name must hold a track of the artist.
CREATE FUNCTION album_meant(by_id text, by_key text, by_name text, of_artist int) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN (SELECT id FROM albums WHERE spotify_id = by_id)
    ELSE coalesce((SELECT id FROM albums WHERE name_key = by_key),
                  (SELECT min(al.id) FROM albums al WHERE al.name = by_name AND al.spotify_id IS NOT NULL
                    AND EXISTS (SELECT 1 FROM tracks t JOIN track_artists ta ON ta.track_id = t.id
                                WHERE t.album_id = al.id AND ta.artist_id = of_artist))) END
$$;

-- Adds what a file tells of artists, albums and tracks and we do not know yet; what is known stays as it is.
-- Shapes: ImportedCatalogue in src/repositories/import/import-catalogue-repository.ts.
CREATE FUNCTION import_catalogue(catalogue jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  INSERT INTO artists (spotify_id, name_key, name, genres, genres_source, image_url)
    SELECT DISTINCT ON (coalesce(x.spotify_id, 'name:' || x.name_key))
      x.spotify_id, x.name_key, x.name, coalesce(x.genres, '{}'), x.genres_source, x.image_url
    FROM jsonb_to_recordset(catalogue->'artists') AS x(spotify_id text, name_key text, name text, genres text[],
      genres_source text, image_url text)
    WHERE artist_meant(x.spotify_id, x.name_key, x.name) IS NULL
    ORDER BY coalesce(x.spotify_id, 'name:' || x.name_key)
    ON CONFLICT DO NOTHING;

  INSERT INTO albums (spotify_id, name_key, name, image_url, release_date)
    SELECT DISTINCT ON (coalesce(x.spotify_id, 'name:' || x.name_key))
      x.spotify_id, x.name_key, x.name, x.image_url, x.release_date
    FROM jsonb_to_recordset(catalogue->'albums') AS x(spotify_id text, name_key text, name text, image_url text,
      release_date text, artist_key text, artist_name text)
    WHERE album_meant(x.spotify_id, x.name_key, x.name, artist_meant(NULL, x.artist_key, x.artist_name)) IS NULL
    ORDER BY coalesce(x.spotify_id, 'name:' || x.name_key)
    ON CONFLICT DO NOTHING;

  -- As everywhere, a track's artists are written with the track and never changed: the artist rollups lean on them.
  WITH created AS (
    INSERT INTO tracks (spotify_id, name, duration_ms, album_id, isrc, explicit, is_sketch)
    SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.duration_ms,
      album_meant(x.album_id, x.album_key, x.album_name, artist_meant(NULL, x.artist_key, x.artist_name)),
      x.isrc, x.explicit, x.is_sketch
    FROM jsonb_to_recordset(catalogue->'tracks') AS x(spotify_id text, name text, duration_ms int, isrc text,
      explicit boolean, is_sketch boolean, album_id text, album_key text, album_name text, artist_key text,
      artist_name text)
    WHERE NOT EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = x.spotify_id)
    ORDER BY x.spotify_id
    ON CONFLICT DO NOTHING
    RETURNING id, spotify_id
  )
  INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, artist_meant(x.artist_id, x.artist_key, x.artist_name)
    FROM jsonb_to_recordset(catalogue->'track_artists') AS x(track text, position smallint, artist_id text,
      artist_key text, artist_name text)
    JOIN created t ON t.spotify_id = x.track
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING;
END
$$;

-- Spotify has told of things that were known from a file only: they get their ids, pictures and lengths. Called with
-- the batch of record_plays, right before it. A sketch's plays all have their listened time from the file, so learning
-- the track's length changes no figure.
CREATE FUNCTION complete_catalogue(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  -- A file may bring a play without its listened time: then the track's length will change figures, and is no sketch's.
  IF batch->>'source' = 'import' THEN
    UPDATE tracks t SET is_sketch = false
      FROM jsonb_to_recordset(batch->'plays') AS x(track text, ms_played int)
      WHERE t.spotify_id = x.track AND t.is_sketch AND t.duration_ms IS NULL AND x.ms_played IS NULL;
  END IF;

  IF NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text)
    JOIN tracks t ON t.spotify_id = x.spotify_id WHERE t.is_sketch
  ) AND NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text, name text)
    JOIN artists a ON a.name = x.name WHERE a.spotify_id IS NULL AND x.spotify_id IS NOT NULL
  ) THEN RETURN; END IF;

  -- The same locks in the same order as record_plays.
  PERFORM 1 FROM users
    WHERE id IN (SELECT (u->>'id')::int FROM jsonb_array_elements(batch->'listeners') u)
    ORDER BY id FOR NO KEY UPDATE;

  UPDATE artists a SET spotify_id = x.spotify_id
    FROM (SELECT DISTINCT ON (k.id) k.id, n.spotify_id
          FROM jsonb_to_recordset(batch->'artists') AS n(spotify_id text, name text)
          JOIN artists k ON k.name = n.name AND k.spotify_id IS NULL
          WHERE n.spotify_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM artists o WHERE o.spotify_id = n.spotify_id)
          ORDER BY k.id, n.spotify_id) x
    WHERE a.id = x.id;

  UPDATE albums al SET spotify_id = x.spotify_id, name = x.name, image_url = x.image_url, release_date = x.release_date
    FROM (SELECT DISTINCT ON (n.spotify_id) t.album_id, n.spotify_id, n.name, n.image_url, n.release_date
          FROM jsonb_to_recordset(batch->'tracks') AS m(spotify_id text, album text)
          JOIN tracks t ON t.spotify_id = m.spotify_id AND t.is_sketch
          JOIN albums k ON k.id = t.album_id AND k.spotify_id IS NULL
          JOIN jsonb_to_recordset(batch->'albums') AS n(spotify_id text, name text, image_url text, release_date text)
            ON n.spotify_id = m.album
          WHERE NOT EXISTS (SELECT 1 FROM albums o WHERE o.spotify_id = n.spotify_id)
          ORDER BY n.spotify_id, t.album_id) x
    WHERE al.id = x.album_id;

  UPDATE tracks t SET name = coalesce(nullif(x.name, ''), t.name), duration_ms = coalesce(t.duration_ms, x.duration_ms),
      isrc = coalesce(x.isrc, t.isrc), explicit = x.explicit, is_sketch = false
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, name text, duration_ms int, isrc text, explicit boolean)
    WHERE t.spotify_id = x.spotify_id AND t.is_sketch;
EXCEPTION
  -- Somebody else completed the same thing in this moment: the next batch that names it finds it done.
  WHEN unique_violation THEN NULL;
END
$$;

-- Plays that were polled learn from a file how long they were really listened to, and every rollup learns the
-- difference. The caller holds the listener's row. Answers how many plays it were.
CREATE FUNCTION enrich_plays(listener int, reported jsonb) RETURNS int
LANGUAGE sql
SET jit = off
AS $$
  WITH target AS MATERIALIZED (
    SELECT DISTINCT ON (e.played_at, e.track_id) e.played_at, e.track_id, x.ms_played, x.skipped,
      (x.ms_played - e.listened_ms)::bigint AS ms, t.album_id, (e.played_at AT TIME ZONE u.time_zone)::date AS day
    FROM jsonb_to_recordset(reported) AS x(played_at timestamptz, track_id int, ms_played int, skipped boolean)
    JOIN play_events e ON e.user_id = listener AND e.played_at = x.played_at AND e.track_id = x.track_id
    JOIN tracks t ON t.id = e.track_id
    JOIN users u ON u.id = listener
    WHERE e.ms_played IS NULL
    ORDER BY e.played_at, e.track_id, x.ms_played DESC
  ),
  written AS (
    UPDATE play_events e SET ms_played = g.ms_played, listened_ms = g.ms_played, skipped = coalesce(g.skipped, e.skipped)
    FROM target g WHERE e.user_id = listener AND e.played_at = g.played_at AND e.track_id = g.track_id
  ),
  by_track AS (
    UPDATE user_track_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT track_id, sum(ms) AS ms FROM target GROUP BY 1) d
    WHERE r.user_id = listener AND r.track_id = d.track_id AND d.ms <> 0
  ),
  by_artist AS (
    UPDATE user_artist_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT ta.artist_id, sum(g.ms) AS ms FROM target g JOIN track_artists ta USING (track_id) GROUP BY 1) d
    WHERE r.user_id = listener AND r.artist_id = d.artist_id AND d.ms <> 0
  ),
  by_album AS (
    UPDATE user_album_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT album_id, sum(ms) AS ms FROM target GROUP BY 1) d
    WHERE r.user_id = listener AND r.album_id = d.album_id AND d.ms <> 0
  ),
  by_day AS (
    UPDATE user_day_stats r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT day, sum(ms) AS ms FROM target GROUP BY 1) d
    WHERE r.user_id = listener AND r.day = d.day AND d.ms <> 0
  ),
  totals AS (
    UPDATE user_totals r SET listened_ms = r.listened_ms + d.ms
    FROM (SELECT sum(ms) AS ms FROM target HAVING count(*) > 0) d
    WHERE r.user_id = listener
  )
  SELECT count(*)::int FROM target;
$$;
