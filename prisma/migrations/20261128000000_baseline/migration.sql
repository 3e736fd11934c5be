-- Finds a part of a name.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "failure_type" AS ENUM ('AUTH', 'NETWORK', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "play_source" AS ENUM ('poll', 'import');

-- CreateEnum
CREATE TYPE "gap_closure" AS ENUM ('late_arrivals', 'import');

-- CreateEnum
CREATE TYPE "archive_trigger" AS ENUM ('sign_in', 'manual');

-- CreateEnum
CREATE TYPE "archive_request_status" AS ENUM ('queued', 'running', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "theme" AS ENUM ('system', 'light', 'dark');

-- CreateEnum
CREATE TYPE "import_format" AS ENUM ('extended_history', 'account_data', 'audiospective');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('reading', 'queued', 'running', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "breaker_state" AS ENUM ('healthy', 'degraded', 'open', 'half_open', 'disconnected');

-- CreateTable
CREATE TABLE "users" (
    "id" SERIAL NOT NULL,
    "spotify_id" TEXT NOT NULL,
    "spotify_account_id" TEXT,
    "email" TEXT,
    "name" TEXT,
    "image" TEXT,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "token_expires_at" TIMESTAMPTZ(3),
    "token_version" INTEGER NOT NULL DEFAULT 0,
    "refresh_lease_until" TIMESTAMPTZ(3),
    "authorized_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "locale" TEXT,
    "theme" "theme" NOT NULL DEFAULT 'system',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "disconnected_reason" TEXT,
    "disconnected_at" TIMESTAMPTZ(3),
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
    "auth_failures" INTEGER NOT NULL DEFAULT 0,
    "network_failures" INTEGER NOT NULL DEFAULT 0,
    "last_failure_type" "failure_type",
    "last_failed_at" TIMESTAMPTZ(3),
    "circuit_open_until" TIMESTAMPTZ(3),
    "circuit_opened_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "token_hash" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "artists" (
    "id" SERIAL NOT NULL,
    "spotify_id" TEXT,
    "name_key" TEXT,
    "name" TEXT NOT NULL,
    "search_name" TEXT NOT NULL,
    "genres" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "genres_source" TEXT,
    "image_url" TEXT,
    "details_fetched_at" TIMESTAMPTZ(3),
    "details_asked_at" TIMESTAMPTZ(3),
    "genres_asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "artists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "albums" (
    "id" SERIAL NOT NULL,
    "spotify_id" TEXT,
    "name_key" TEXT,
    "name" TEXT NOT NULL,
    "search_name" TEXT NOT NULL,
    "image_url" TEXT,
    "release_date" TEXT,

    CONSTRAINT "albums_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tracks" (
    "id" SERIAL NOT NULL,
    "spotify_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search_name" TEXT NOT NULL,
    "duration_ms" INTEGER,
    "album_id" INTEGER,
    "isrc" TEXT,
    "explicit" BOOLEAN NOT NULL DEFAULT false,
    "is_provisional" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "tracks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "track_artists" (
    "track_id" INTEGER NOT NULL,
    "position" SMALLINT NOT NULL,
    "artist_id" INTEGER NOT NULL,

    CONSTRAINT "track_artists_pkey" PRIMARY KEY ("track_id","position")
);

-- CreateTable
CREATE TABLE "play_contexts" (
    "id" SERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "uri" TEXT NOT NULL,

    CONSTRAINT "play_contexts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "play_origins" (
    "id" SERIAL NOT NULL,
    "source" "play_source" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "play_origins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "play_events" (
    "played_at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" INTEGER NOT NULL,
    "track_id" INTEGER NOT NULL,
    "listened_ms" INTEGER NOT NULL,
    "origin_id" INTEGER NOT NULL,
    "context_id" INTEGER,
    "ms_played" INTEGER,
    "skipped" BOOLEAN,

    CONSTRAINT "play_events_pkey" PRIMARY KEY ("user_id","played_at","track_id")
);

-- CreateTable
CREATE TABLE "user_track_stats" (
    "user_id" INTEGER NOT NULL,
    "track_id" INTEGER NOT NULL,
    "plays" INTEGER NOT NULL,
    "listened_ms" BIGINT NOT NULL,
    "first_played_at" TIMESTAMPTZ(3) NOT NULL,
    "last_played_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_track_stats_pkey" PRIMARY KEY ("user_id","track_id")
);

-- CreateTable
CREATE TABLE "user_artist_stats" (
    "user_id" INTEGER NOT NULL,
    "artist_id" INTEGER NOT NULL,
    "plays" INTEGER NOT NULL,
    "listened_ms" BIGINT NOT NULL,
    "first_played_at" TIMESTAMPTZ(3) NOT NULL,
    "last_played_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_artist_stats_pkey" PRIMARY KEY ("user_id","artist_id")
);

-- CreateTable
CREATE TABLE "user_album_stats" (
    "user_id" INTEGER NOT NULL,
    "album_id" INTEGER NOT NULL,
    "plays" INTEGER NOT NULL,
    "listened_ms" BIGINT NOT NULL,
    "first_played_at" TIMESTAMPTZ(3) NOT NULL,
    "last_played_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_album_stats_pkey" PRIMARY KEY ("user_id","album_id")
);

-- CreateTable
CREATE TABLE "user_day_stats" (
    "user_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "plays" INTEGER NOT NULL,
    "listened_ms" BIGINT NOT NULL,
    "hour_plays" INTEGER[],

    CONSTRAINT "user_day_stats_pkey" PRIMARY KEY ("user_id","day")
);

-- CreateTable
CREATE TABLE "zone_rebuilds" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "worked_at" TIMESTAMPTZ(3) NOT NULL,
    "plays" INTEGER NOT NULL,
    "built_plays" INTEGER NOT NULL DEFAULT 0,
    "built_until" DATE,
    "changed_days" DATE[] DEFAULT ARRAY[]::DATE[],

    CONSTRAINT "zone_rebuilds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rebuilt_day_stats" (
    "user_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "plays" INTEGER NOT NULL,
    "listened_ms" BIGINT NOT NULL,
    "hour_plays" INTEGER[],

    CONSTRAINT "rebuilt_day_stats_pkey" PRIMARY KEY ("user_id","day")
);

-- CreateTable
CREATE TABLE "user_session_days" (
    "user_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "sessions" INTEGER NOT NULL,
    "first_started_at" TIMESTAMPTZ(3) NOT NULL,
    "first_ended_at" TIMESTAMPTZ(3) NOT NULL,
    "first_plays" INTEGER NOT NULL,
    "last_started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_ended_at" TIMESTAMPTZ(3) NOT NULL,
    "last_plays" INTEGER NOT NULL,
    "inner_ms" BIGINT NOT NULL,
    "inner_started_at" TIMESTAMPTZ(3),
    "inner_ended_at" TIMESTAMPTZ(3),
    "inner_plays" INTEGER,

    CONSTRAINT "user_session_days_pkey" PRIMARY KEY ("user_id","day")
);

-- CreateTable
CREATE TABLE "user_genre_stats" (
    "user_id" INTEGER NOT NULL,
    "genre" TEXT NOT NULL,
    "plays" INTEGER NOT NULL,

    CONSTRAINT "user_genre_stats_pkey" PRIMARY KEY ("user_id","genre")
);

-- CreateTable
CREATE TABLE "user_totals" (
    "user_id" INTEGER NOT NULL,
    "plays" INTEGER NOT NULL,
    "listened_ms" BIGINT NOT NULL,
    "tracks" INTEGER NOT NULL,
    "artists" INTEGER NOT NULL,
    "albums" INTEGER NOT NULL,
    "first_played_at" TIMESTAMPTZ(3) NOT NULL,
    "last_played_at" TIMESTAMPTZ(3) NOT NULL,
    "estimated_plays" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "user_totals_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "archive_runs" (
    "scheduled_for" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ticks" INTEGER NOT NULL DEFAULT 1,
    "missed_before" INTEGER NOT NULL DEFAULT 0,
    "paused_until" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "batches" INTEGER NOT NULL DEFAULT 0,
    "users" INTEGER NOT NULL DEFAULT 0,
    "successful" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "new_plays" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "empty_answers" INTEGER NOT NULL DEFAULT 0,
    "gaps_opened" INTEGER NOT NULL DEFAULT 0,
    "last_batch_at" TIMESTAMPTZ(3),

    CONSTRAINT "archive_runs_pkey" PRIMARY KEY ("scheduled_for")
);

-- CreateTable
CREATE TABLE "last_polls" (
    "user_id" INTEGER NOT NULL,
    "polled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "last_polls_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "archive_gaps" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "missed_at_most" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" "gap_closure",

    CONSTRAINT "archive_gaps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rejected_items" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "payload_bytes" INTEGER NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "played_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rejected_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "archive_requests" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "trigger" "archive_trigger" NOT NULL,
    "status" "archive_request_status" NOT NULL DEFAULT 'queued',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "new_plays" INTEGER,
    "rejected_items" INTEGER,
    "failure" TEXT,

    CONSTRAINT "archive_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shareable_reports" (
    "share_id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "report_data" JSONB NOT NULL,
    "date_range" TEXT NOT NULL,
    "view_count" INTEGER NOT NULL DEFAULT 0,
    "is_public" BOOLEAN NOT NULL DEFAULT true,
    "is_indexable" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "image" BYTEA,

    CONSTRAINT "shareable_reports_pkey" PRIMARY KEY ("share_id")
);

-- CreateTable
CREATE TABLE "spotify_pauses" (
    "scope" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spotify_pauses_pkey" PRIMARY KEY ("scope")
);

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
    "out_of_bounds" INTEGER NOT NULL DEFAULT 0,
    "unreadable" INTEGER NOT NULL DEFAULT 0,
    "gaps_closed" INTEGER NOT NULL DEFAULT 0,
    "first_play_at" TIMESTAMPTZ(3),
    "last_play_at" TIMESTAMPTZ(3),
    "covers" JSONB NOT NULL,
    "failure" TEXT,
    "errors" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "passed_over" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "import_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_chunks" (
    "job_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "payload" BYTEA NOT NULL,

    CONSTRAINT "import_chunks_pkey" PRIMARY KEY ("job_id","position")
);

-- CreateTable
CREATE TABLE "breaker_events" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "from_state" "breaker_state" NOT NULL,
    "to_state" "breaker_state" NOT NULL,
    "failure_type" "failure_type",
    "reason" TEXT NOT NULL,
    "open_until" TIMESTAMPTZ(3),

    CONSTRAINT "breaker_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_spotify_id_key" ON "users"("spotify_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_spotify_account_id_key" ON "users"("spotify_account_id");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "artists_spotify_id_key" ON "artists"("spotify_id");

-- CreateIndex
CREATE UNIQUE INDEX "artists_name_key_key" ON "artists"("name_key");

-- CreateIndex
CREATE INDEX "artists_details_asked_at_idx" ON "artists"("details_asked_at");

-- CreateIndex
CREATE INDEX "artists_details_fetched_at_idx" ON "artists"("details_fetched_at");

-- CreateIndex
CREATE INDEX "artists_name_idx" ON "artists"("name");

-- CreateIndex
CREATE INDEX "artists_search_name_idx" ON "artists" USING GIN ("search_name" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "albums_spotify_id_key" ON "albums"("spotify_id");

-- CreateIndex
CREATE UNIQUE INDEX "albums_name_key_key" ON "albums"("name_key");

-- CreateIndex
CREATE INDEX "albums_name_idx" ON "albums"("name");

-- CreateIndex
CREATE INDEX "albums_search_name_idx" ON "albums" USING GIN ("search_name" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "tracks_spotify_id_key" ON "tracks"("spotify_id");

-- CreateIndex
CREATE INDEX "tracks_album_id_idx" ON "tracks"("album_id");

-- CreateIndex
CREATE INDEX "tracks_search_name_idx" ON "tracks" USING GIN ("search_name" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "track_artists_artist_id_track_id_key" ON "track_artists"("artist_id", "track_id");

-- CreateIndex
CREATE UNIQUE INDEX "play_contexts_uri_key" ON "play_contexts"("uri");

-- CreateIndex
CREATE INDEX "play_events_user_id_track_id_idx" ON "play_events"("user_id", "track_id");

-- CreateIndex
CREATE INDEX "user_track_stats_user_id_plays_listened_ms_track_id_idx" ON "user_track_stats"("user_id", "plays" DESC, "listened_ms" DESC, "track_id");

-- CreateIndex
CREATE INDEX "user_track_stats_user_id_listened_ms_plays_track_id_idx" ON "user_track_stats"("user_id", "listened_ms" DESC, "plays" DESC, "track_id");

-- CreateIndex
CREATE INDEX "user_artist_stats_user_id_plays_listened_ms_artist_id_idx" ON "user_artist_stats"("user_id", "plays" DESC, "listened_ms" DESC, "artist_id");

-- CreateIndex
CREATE INDEX "user_artist_stats_user_id_listened_ms_plays_artist_id_idx" ON "user_artist_stats"("user_id", "listened_ms" DESC, "plays" DESC, "artist_id");

-- CreateIndex
CREATE INDEX "user_album_stats_user_id_plays_listened_ms_album_id_idx" ON "user_album_stats"("user_id", "plays" DESC, "listened_ms" DESC, "album_id");

-- CreateIndex
CREATE INDEX "user_album_stats_user_id_listened_ms_plays_album_id_idx" ON "user_album_stats"("user_id", "listened_ms" DESC, "plays" DESC, "album_id");

-- CreateIndex
CREATE UNIQUE INDEX "zone_rebuilds_user_id_key" ON "zone_rebuilds"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "archive_gaps_user_id_from_at_to_at_key" ON "archive_gaps"("user_id", "from_at", "to_at");

-- CreateIndex
CREATE UNIQUE INDEX "rejected_items_user_id_payload_hash_key" ON "rejected_items"("user_id", "payload_hash");

-- CreateIndex
CREATE INDEX "archive_requests_user_id_requested_at_idx" ON "archive_requests"("user_id", "requested_at" DESC);

-- CreateIndex
CREATE INDEX "shareable_reports_user_id_created_at_idx" ON "shareable_reports"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "import_jobs_user_id_created_at_idx" ON "import_jobs"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "breaker_events_user_id_at_id_idx" ON "breaker_events"("user_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "breaker_events_at_idx" ON "breaker_events"("at");

-- AddForeignKey
ALTER TABLE "breaker_events" ADD CONSTRAINT "breaker_events_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracks" ADD CONSTRAINT "tracks_album_id_fkey" FOREIGN KEY ("album_id") REFERENCES "albums"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "track_artists" ADD CONSTRAINT "track_artists_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "tracks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "track_artists" ADD CONSTRAINT "track_artists_artist_id_fkey" FOREIGN KEY ("artist_id") REFERENCES "artists"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "play_events" ADD CONSTRAINT "play_events_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "play_events" ADD CONSTRAINT "play_events_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "tracks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "play_events" ADD CONSTRAINT "play_events_origin_id_fkey" FOREIGN KEY ("origin_id") REFERENCES "play_origins"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "play_events" ADD CONSTRAINT "play_events_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "play_contexts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_track_stats" ADD CONSTRAINT "user_track_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_track_stats" ADD CONSTRAINT "user_track_stats_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "tracks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_artist_stats" ADD CONSTRAINT "user_artist_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_artist_stats" ADD CONSTRAINT "user_artist_stats_artist_id_fkey" FOREIGN KEY ("artist_id") REFERENCES "artists"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_album_stats" ADD CONSTRAINT "user_album_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_album_stats" ADD CONSTRAINT "user_album_stats_album_id_fkey" FOREIGN KEY ("album_id") REFERENCES "albums"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_day_stats" ADD CONSTRAINT "user_day_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zone_rebuilds" ADD CONSTRAINT "zone_rebuilds_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rebuilt_day_stats" ADD CONSTRAINT "rebuilt_day_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_session_days" ADD CONSTRAINT "user_session_days_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_genre_stats" ADD CONSTRAINT "user_genre_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_totals" ADD CONSTRAINT "user_totals_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "last_polls" ADD CONSTRAINT "last_polls_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "archive_gaps" ADD CONSTRAINT "archive_gaps_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rejected_items" ADD CONSTRAINT "rejected_items_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "archive_requests" ADD CONSTRAINT "archive_requests_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shareable_reports" ADD CONSTRAINT "shareable_reports_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_jobs" ADD CONSTRAINT "import_jobs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "import_jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What schema.prisma cannot say.
-- Room for the next time on the same page: no index is written.
ALTER TABLE "last_polls" SET (fillfactor = 50);
ALTER TABLE "user_genre_stats" SET (fillfactor = 80);
ALTER TABLE "shareable_reports"
  ADD CONSTRAINT "shareable_reports_share_id_check" CHECK ("share_id" ~ '^[0-9A-Za-z]{12}$'),
  ADD CONSTRAINT "shareable_reports_title_check" CHECK (char_length("title") BETWEEN 1 AND 100),
  ADD CONSTRAINT "shareable_reports_description_check" CHECK (char_length("description") <= 500);
-- A PNG is compressed already: do not try again on every write.
ALTER TABLE "shareable_reports" ALTER COLUMN "image" SET STORAGE EXTERNAL;

-- Compiling a query costs more than it saves: none of ours runs for long.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'jit stays as the server has it';
END
$$;

-- Functions and triggers, from prisma/sql; they may name each other in any order.
SET check_function_bodies = off;

-- prisma/sql/analytics/add_genre_plays.sql
-- Adds plays of tracks to listeners, by genre; the lists are parallel.
CREATE OR REPLACE FUNCTION add_genre_plays(listeners int[], of_tracks int[], numbers int[]) RETURNS void
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

-- prisma/sql/analytics/apply_genre_changes.sql
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

-- prisma/sql/analytics/apply_rollup_delta.sql
-- Adds a difference to the rollups by track, artist, album, day and in total. Every change of plays, or of their tracks'
-- details, updates these rollups here and nowhere else.
--
-- Takes parallel lists, an element for each play: its listener and track, when the first and the last of them ended
-- (the same for one play), by how many plays, estimated plays and milliseconds the figures grow.
-- `level` 'album' or 'artist': plays that are counted already get an album or artists; only those rollups change, and an
-- element stands for all plays of a track. The caller locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION apply_rollup_delta(of_listeners int[], of_tracks int[], first_at timestamptz[],
  last_at timestamptz[], numbers int[], estimated int[], ms bigint[], level text DEFAULT 'all') RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH delta AS MATERIALIZED (
    SELECT x.user_id, x.track_id, t.album_id, x.first_at, x.last_at, x.plays, x.estimated, x.ms,
      x.first_at AT TIME ZONE u.time_zone AS local_at
    FROM unnest(of_listeners, of_tracks, first_at, last_at, numbers, estimated, ms)
      AS x(user_id, track_id, first_at, last_at, plays, estimated, ms)
    JOIN users u ON u.id = x.user_id
    JOIN tracks t ON t.id = x.track_id
  ),
  by_track AS (
    INSERT INTO user_track_stats AS r (user_id, track_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, d.track_id, sum(d.plays), sum(d.ms), min(d.first_at), max(d.last_at)
    FROM delta d WHERE level = 'all' GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, track_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_artist AS (
    INSERT INTO user_artist_stats AS r (user_id, artist_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, ta.artist_id, sum(d.plays), sum(d.ms), min(d.first_at), max(d.last_at)
    FROM delta d JOIN track_artists ta ON ta.track_id = d.track_id
    WHERE level IN ('all', 'artist') GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, artist_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_album AS (
    INSERT INTO user_album_stats AS r (user_id, album_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, d.album_id, sum(d.plays), sum(d.ms), min(d.first_at), max(d.last_at)
    FROM delta d WHERE d.album_id IS NOT NULL AND level IN ('all', 'album') GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, album_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  -- Every day touched gets all its 24 hours, by adding noughts: a join of the days with the hours would be quadratic.
  days AS (SELECT DISTINCT d.user_id, d.local_at::date AS day FROM delta d WHERE level = 'all'),
  by_hour AS (
    SELECT x.user_id, x.day, x.hour, sum(x.plays)::int AS plays, sum(x.ms) AS ms FROM (
      SELECT d.user_id, d.local_at::date AS day, extract(hour FROM d.local_at)::int AS hour, d.plays, d.ms
      FROM delta d WHERE level = 'all'
      UNION ALL
      SELECT days.user_id, days.day, hour, 0, 0 FROM days CROSS JOIN generate_series(0, 23) AS hour) x
    GROUP BY 1, 2, 3
  ),
  by_day AS (
    INSERT INTO user_day_stats AS r (user_id, day, plays, listened_ms, hour_plays)
    SELECT h.user_id, h.day, sum(h.plays), sum(h.ms), array_agg(h.plays ORDER BY h.hour) FROM by_hour h
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, day) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      hour_plays = (SELECT array_agg(z.a + z.b ORDER BY z.o)
                    FROM unnest(r.hour_plays, excluded.hour_plays) WITH ORDINALITY AS z(a, b, o))
  ),
  firsts AS (
    SELECT x.user_id, sum(x.tracks)::int AS tracks, sum(x.artists)::int AS artists, sum(x.albums)::int AS albums FROM (
      SELECT b.user_id, b.is_first::int AS tracks, 0 AS artists, 0 AS albums FROM by_track b
      UNION ALL SELECT b.user_id, 0, b.is_first::int, 0 FROM by_artist b
      UNION ALL SELECT b.user_id, 0, 0, b.is_first::int FROM by_album b) x
    GROUP BY 1
  )
  INSERT INTO user_totals AS r (user_id, plays, listened_ms, tracks, artists, albums, first_played_at, last_played_at,
    estimated_plays)
  SELECT d.user_id, CASE level WHEN 'all' THEN sum(d.plays) ELSE 0 END, CASE level WHEN 'all' THEN sum(d.ms) ELSE 0 END,
    coalesce(min(f.tracks), 0), coalesce(min(f.artists), 0), coalesce(min(f.albums), 0), min(d.first_at), max(d.last_at),
    sum(d.estimated)
  FROM delta d LEFT JOIN firsts f ON f.user_id = d.user_id GROUP BY 1 ORDER BY 1
  ON CONFLICT (user_id) DO UPDATE SET
    plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
    tracks = r.tracks + excluded.tracks, artists = r.artists + excluded.artists, albums = r.albums + excluded.albums,
    estimated_plays = r.estimated_plays + excluded.estimated_plays,
    first_played_at = least(r.first_played_at, excluded.first_played_at),
    last_played_at = greatest(r.last_played_at, excluded.last_played_at);
END
$$;

-- prisma/sql/analytics/count_genres.sql
-- Trigger on plays: adds and subtracts the plays of each genre.
CREATE OR REPLACE FUNCTION count_genres() RETURNS trigger
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
  ELSE PERFORM subtract_genre_plays(listeners, of_tracks, numbers);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER count_inserted_genres AFTER INSERT ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_genres();

CREATE OR REPLACE TRIGGER count_deleted_genres AFTER DELETE ON "play_events"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_genres();

-- prisma/sql/analytics/genres_of.sql
-- The different genres of a track's artists; '' where none is known.
CREATE OR REPLACE FUNCTION genres_of(track int) RETURNS text[]
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(nullif(ARRAY(SELECT DISTINCT g FROM track_artists ta JOIN artists a ON a.id = ta.artist_id, unnest(a.genres) g
    WHERE ta.track_id = track), '{}'), '{""}')
$$;

-- prisma/sql/analytics/listening_time.sql
-- The exact time where an export gave it; else an estimate: no longer than the track, and no longer than the time since
-- the play before it ended. A play of unknown length and unknown duration counts as 0, never as an invented average.
CREATE OR REPLACE FUNCTION listening_time(ms_played int, duration_ms int, played_at timestamptz, previous_at timestamptz)
RETURNS int LANGUAGE sql IMMUTABLE
AS $$
  SELECT coalesce(ms_played, CASE WHEN duration_ms IS NULL THEN 0
    ELSE least(duration_ms::numeric, extract(epoch FROM played_at - previous_at) * 1000)::int END)
$$;

-- prisma/sql/analytics/note_changed_days.sql
-- Trigger on days: while a rebuild of the listener is under way, records the days that are written, so that the rebuild
-- recounts them: no play that arrives meanwhile is lost or counted twice.
CREATE OR REPLACE FUNCTION note_changed_days() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM zone_rebuilds) THEN
    UPDATE zone_rebuilds z
      SET changed_days = (SELECT array_agg(DISTINCT d ORDER BY d) FROM unnest(z.changed_days || c.days) AS d)
      FROM (SELECT user_id, array_agg(day) AS days FROM changed GROUP BY user_id) c
      WHERE z.user_id = c.user_id;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER note_inserted_days AFTER INSERT ON "user_day_stats"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_days();

CREATE OR REPLACE TRIGGER note_updated_days AFTER UPDATE ON "user_day_stats"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_days();

CREATE OR REPLACE TRIGGER note_deleted_days AFTER DELETE ON "user_day_stats"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_days();

-- prisma/sql/analytics/refresh_session_days.sql
-- Trigger on plays: recounts the sessions of their days in the same transaction.
CREATE OR REPLACE FUNCTION refresh_session_days() RETURNS trigger
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  listeners int[];
  on_days date[];
BEGIN
  SELECT array_agg(user_id), array_agg(day) INTO listeners, on_days
    FROM (SELECT DISTINCT user_id, (played_at AT TIME ZONE 'UTC')::date AS day FROM changed) c;
  IF listeners IS NULL THEN RETURN NULL; END IF;
  IF TG_OP = 'DELETE' THEN
    DELETE FROM user_session_days s USING unnest(listeners, on_days) AS c(user_id, day)
      WHERE s.user_id = c.user_id AND s.day = c.day;
  END IF;
  INSERT INTO user_session_days AS r
    SELECT * FROM session_days(listeners, on_days)
    ON CONFLICT (user_id, day) DO UPDATE SET
      (sessions, first_started_at, first_ended_at, first_plays, last_started_at, last_ended_at, last_plays, inner_ms,
       inner_started_at, inner_ended_at, inner_plays)
      = ROW (excluded.sessions, excluded.first_started_at, excluded.first_ended_at, excluded.first_plays,
       excluded.last_started_at, excluded.last_ended_at, excluded.last_plays, excluded.inner_ms,
       excluded.inner_started_at, excluded.inner_ended_at, excluded.inner_plays);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER count_inserted_sessions AFTER INSERT ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refresh_session_days();

CREATE OR REPLACE TRIGGER count_updated_sessions AFTER UPDATE ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refresh_session_days();

CREATE OR REPLACE TRIGGER count_deleted_sessions AFTER DELETE ON "play_events"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refresh_session_days();

-- prisma/sql/analytics/session_days.sql
-- Recounts days of listeners from the plays; the two lists are parallel, without duplicate pairs. A session ends where
-- 30 minutes or more lie between the end of a play and the start of the next. inner_started_at to inner_plays describe
-- the longest one between the first and the last; the earliest wins a tie.
CREATE OR REPLACE FUNCTION session_days(listeners int[], on_days date[]) RETURNS SETOF user_session_days
LANGUAGE sql STABLE
SET jit = off
AS $$
  WITH spans AS (
    SELECT c.user_id, c.day, e.played_at, e.track_id, e.played_at - e.listened_ms * interval '1 millisecond' AS started_at,
      lag(e.played_at) OVER (PARTITION BY c.user_id, c.day ORDER BY e.played_at, e.track_id) AS before
    FROM unnest(listeners, on_days) AS c(user_id, day)
    JOIN play_events e ON e.user_id = c.user_id AND e.played_at >= c.day::timestamp AT TIME ZONE 'UTC'
      AND e.played_at < (c.day + 1)::timestamp AT TIME ZONE 'UTC'
  ), marked AS (
    SELECT *, before IS NULL OR started_at - before >= interval '30 minutes' AS begins FROM spans
  ), numbered AS (
    SELECT *, count(*) FILTER (WHERE begins)
      OVER (PARTITION BY user_id, day ORDER BY played_at, track_id ROWS UNBOUNDED PRECEDING) AS number
    FROM marked
  ), sessions AS (
    SELECT user_id, day, number, max(number) OVER (PARTITION BY user_id, day) AS of,
      min(started_at) FILTER (WHERE begins) AS started_at, max(played_at) AS ended_at, count(*)::int AS plays
    FROM numbered GROUP BY user_id, day, number
  ), placed AS (
    SELECT *, number = 1 AS is_first, number = of AS is_last, number > 1 AND number < of AS is_inner FROM sessions
  )
  SELECT user_id, day, max(of)::int,
    min(started_at) FILTER (WHERE is_first), min(ended_at) FILTER (WHERE is_first), min(plays) FILTER (WHERE is_first),
    min(started_at) FILTER (WHERE is_last), min(ended_at) FILTER (WHERE is_last), min(plays) FILTER (WHERE is_last),
    coalesce(sum(round(extract(epoch FROM ended_at - started_at) * 1000)) FILTER (WHERE is_inner), 0)::bigint,
    (array_agg(started_at ORDER BY ended_at - started_at DESC, started_at) FILTER (WHERE is_inner))[1],
    (array_agg(ended_at ORDER BY ended_at - started_at DESC, started_at) FILTER (WHERE is_inner))[1],
    (array_agg(plays ORDER BY ended_at - started_at DESC, started_at) FILTER (WHERE is_inner))[1]
  FROM placed GROUP BY user_id, day ORDER BY user_id, day
$$;

-- prisma/sql/analytics/subtract_genre_plays.sql
-- Subtracts them again.
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

-- prisma/sql/archival/add_plays.sql
-- Writes the new plays, and updates every rollup by the difference.
--
-- Takes [{user_id, played_at, track, ms_played, context, source, skipped}], their tracks and contexts being in the
-- catalogue. The caller locks the listeners' rows. Returns [{user_id, plays}] for those who got new ones.
--
-- A play's estimate depends on the end of the play before it, so a play that arrives late also changes the estimate of the
-- play after it: the new plays are measured among their neighbours.
CREATE OR REPLACE FUNCTION add_plays(plays jsonb, at_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  of_listeners int[];
  of_tracks int[];
  ends timestamptz[];
  numbers int[];
  estimated int[];
  ms bigint[];
BEGIN
  WITH fresh AS MATERIALIZED (
    SELECT DISTINCT ON (x.user_id, x.played_at, t.id)
      x.user_id, x.played_at, t.id AS track_id, x.ms_played, c.id AS context_id, x.source, x.skipped
    FROM jsonb_to_recordset(plays) AS x(user_id int, played_at timestamptz, track text, ms_played int, context text,
      source play_source, skipped boolean)
    JOIN users u ON u.id = x.user_id
    JOIN tracks t ON t.spotify_id = x.track
    LEFT JOIN play_contexts c ON c.uri = x.context
    WHERE NOT EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = x.user_id AND e.played_at = x.played_at AND e.track_id = t.id)
    ORDER BY x.user_id, x.played_at, t.id
  ),
  before AS (
    SELECT DISTINCT e.user_id, e.played_at, e.track_id FROM fresh f CROSS JOIN LATERAL (
      SELECT p.user_id, p.played_at, p.track_id FROM play_events p
      WHERE p.user_id = f.user_id AND (p.played_at, p.track_id) < (f.played_at, f.track_id)
      ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1) e
  ),
  after AS (
    SELECT DISTINCT e.user_id, e.played_at, e.track_id, e.ms_played, e.listened_ms FROM fresh f CROSS JOIN LATERAL (
      SELECT p.user_id, p.played_at, p.track_id, p.ms_played, p.listened_ms FROM play_events p
      WHERE p.user_id = f.user_id AND (p.played_at, p.track_id) > (f.played_at, f.track_id)
      ORDER BY p.played_at, p.track_id LIMIT 1) e
  ),
  line AS (
    SELECT user_id, played_at, track_id, ms_played, context_id, source, skipped, true AS is_new, NULL::int AS was FROM fresh
    UNION ALL
    SELECT user_id, played_at, track_id, ms_played, NULL, NULL, NULL, false, listened_ms FROM after
    UNION ALL
    SELECT user_id, played_at, track_id, NULL, NULL, NULL, NULL, false, NULL FROM before b
      WHERE NOT EXISTS (SELECT 1 FROM after a
        WHERE (a.user_id, a.played_at, a.track_id) = (b.user_id, b.played_at, b.track_id))
  ),
  measured AS MATERIALIZED (
    SELECT l.*, listening_time(l.ms_played, t.duration_ms, l.played_at,
        lag(l.played_at) OVER (PARTITION BY l.user_id ORDER BY l.played_at, l.track_id)) AS listened_ms
    FROM line l JOIN tracks t ON t.id = l.track_id
  ),
  origins AS (
    INSERT INTO play_origins (source, created_at) SELECT DISTINCT source, at_now FROM fresh RETURNING id, source
  ),
  written AS (
    INSERT INTO play_events (user_id, played_at, track_id, ms_played, listened_ms, context_id, origin_id, skipped)
    SELECT m.user_id, m.played_at, m.track_id, m.ms_played, m.listened_ms, m.context_id, o.id, m.skipped
    FROM measured m JOIN origins o USING (source) WHERE m.is_new
    ORDER BY m.user_id, m.played_at, m.track_id
  ),
  corrected AS (
    UPDATE play_events e SET listened_ms = m.listened_ms
    FROM measured m
    WHERE (e.user_id, e.played_at, e.track_id) = (m.user_id, m.played_at, m.track_id)
      AND m.was IS NOT NULL AND m.was <> m.listened_ms
  )
  SELECT array_agg(m.user_id), array_agg(m.track_id), array_agg(m.played_at), array_agg(m.is_new::int),
      array_agg((m.is_new AND m.ms_played IS NULL)::int), array_agg((m.listened_ms - coalesce(m.was, 0))::bigint)
    INTO of_listeners, of_tracks, ends, numbers, estimated, ms
    FROM measured m WHERE m.is_new OR m.was <> m.listened_ms;

  PERFORM apply_rollup_delta(of_listeners, of_tracks, ends, ends, numbers, estimated, ms);
  RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', n.user_id, 'plays', n.plays)), '[]')
    FROM (SELECT d.user_id, sum(d.plays)::int AS plays FROM unnest(of_listeners, numbers) AS d(user_id, plays)
      GROUP BY 1 HAVING sum(d.plays) > 0) n);
END
$$;

-- prisma/sql/archival/add_rejected_items.sql
-- Stores items that could not be read as plays, once each.
--
-- Takes [{user_id, reason, payload, payload_bytes, payload_hash, played_at}]; those of deleted accounts are skipped. Returns
-- nothing.
CREATE OR REPLACE FUNCTION add_rejected_items(items jsonb, at_now timestamptz) RETURNS void
LANGUAGE sql
AS $$
  INSERT INTO rejected_items (user_id, reason, payload, payload_bytes, payload_hash, played_at, seen_at)
    SELECT DISTINCT ON (x.user_id, x.payload_hash) x.user_id, x.reason, x.payload, x.payload_bytes, x.payload_hash,
      x.played_at, at_now
    FROM jsonb_to_recordset(items) AS x(user_id int, reason text, payload text, payload_bytes int, payload_hash text,
      played_at timestamptz)
    JOIN users u ON u.id = x.user_id
    WHERE NOT EXISTS (SELECT 1 FROM rejected_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash)
    ON CONFLICT DO NOTHING
$$;

-- prisma/sql/archival/breaker_state_at.sql
-- The state of a listener's connection: breakerPhase in src/lib/circuit-breaker.ts, and whether there is one at all.
CREATE OR REPLACE FUNCTION breaker_state_at(is_active boolean, consecutive_failures int, circuit_open_until timestamptz,
  at_now timestamptz) RETURNS breaker_state
LANGUAGE sql IMMUTABLE
AS $$
  SELECT (CASE
    WHEN NOT is_active THEN 'disconnected'
    WHEN circuit_open_until > at_now THEN 'open'
    WHEN circuit_open_until IS NOT NULL THEN 'half_open'
    WHEN consecutive_failures > 0 THEN 'degraded'
    ELSE 'healthy' END)::breaker_state
$$;

-- prisma/sql/archival/count_in_run.sql
-- Adds a batch to the counters of its scheduled run; a batch without a run changes nothing.
--
-- Takes the batch, what add_plays gave and how many gaps were opened. Locks the run's row. Returns nothing.
CREATE OR REPLACE FUNCTION count_in_run(batch jsonb, added jsonb, gaps int) RETURNS void
LANGUAGE sql
AS $$
  UPDATE archive_runs r
    SET successful = r.successful + x.successful, skipped = r.skipped + x.skipped, failed = r.failed + x.failed,
        rejected = r.rejected + x.rejected, empty_answers = r.empty_answers + x.empty_answers,
        new_plays = r.new_plays + (SELECT coalesce(sum((n->>'plays')::int), 0) FROM jsonb_array_elements(added) n),
        gaps_opened = r.gaps_opened + gaps, last_batch_at = (batch->>'now')::timestamptz
    FROM jsonb_to_record(nullif(batch->'run', 'null')) AS x(scheduled_for timestamptz, successful int, skipped int, failed int,
      rejected int, empty_answers int)
    WHERE r.scheduled_for = x.scheduled_for
$$;

-- prisma/sql/archival/listeners_to_write.sql
-- The listeners of a batch to be written: those with plays, with an item rejected for the first time, or with another state
-- than the one stored. A listener without changes is neither written nor locked.
--
-- Takes a batch. Locks nothing. Returns ids, without those of deleted accounts.
CREATE OR REPLACE FUNCTION listeners_to_write(batch jsonb) RETURNS int[]
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT coalesce(array_agg(u.id), '{}')
  FROM jsonb_to_recordset(batch->'listeners') AS s(id int, token_version int, is_active boolean, disconnected_reason text,
    consecutive_failures int, auth_failures int, network_failures int, last_failure_type failure_type,
    last_failed_at timestamptz, circuit_open_until timestamptz, circuit_opened_count int)
  JOIN users u ON u.id = s.id
  WHERE s.id IN (SELECT (p->>'user_id')::int FROM jsonb_array_elements(batch->'plays') p)
    OR s.id IN (SELECT x.user_id FROM jsonb_to_recordset(batch->'rejected') AS x(user_id int, payload_hash text)
      WHERE NOT EXISTS (SELECT 1 FROM rejected_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash))
    OR (s.token_version = u.token_version
      AND (s.is_active, s.disconnected_reason, s.consecutive_failures, s.auth_failures, s.network_failures,
           s.last_failure_type, s.last_failed_at, s.circuit_open_until, s.circuit_opened_count)
        IS DISTINCT FROM (u.is_active, u.disconnected_reason, u.consecutive_failures, u.auth_failures, u.network_failures,
           u.last_failure_type, u.last_failed_at, u.circuit_open_until, u.circuit_opened_count))
$$;

-- prisma/sql/archival/narrow_gaps.sql
-- Plays that arrive inside an open gap narrow it, until it is closed.
--
-- Takes the listeners who got plays, whose rows the caller has locked, and the source of the plays. Returns nothing.
CREATE OR REPLACE FUNCTION narrow_gaps(listeners int[], source text, at_now timestamptz) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  UPDATE archive_gaps g
    SET missed_at_most = rest.missed,
        closed_at = CASE WHEN rest.missed = 0 THEN at_now END,
        closed_by = CASE WHEN rest.missed = 0 THEN
          (CASE WHEN narrow_gaps.source = 'import' THEN 'import' ELSE 'late_arrivals' END)::gap_closure END
    FROM (
      SELECT o.id, coalesce(sum(plays_that_fit(e.previous_at, e.played_at)), 0)::int AS missed
      FROM archive_gaps o
      CROSS JOIN LATERAL (
        SELECT played_at, lag(played_at) OVER (ORDER BY played_at) AS previous_at
        FROM play_events WHERE user_id = o.user_id AND played_at BETWEEN o.from_at AND o.to_at
      ) e
      WHERE o.closed_at IS NULL AND o.user_id = ANY (listeners)
      GROUP BY o.id
    ) rest
    WHERE g.id = rest.id AND g.missed_at_most <> rest.missed
$$;

-- prisma/sql/archival/open_gaps.sql
-- Opens a gap where a full page's oldest item is new: what lies between it and the play before it may be lost. The oldest
-- item may be a rejected one, which then says how far back the page reaches.
--
-- Takes a batch whose plays are not written yet, and the listeners whose rows the caller has locked. Returns how many it opened.
CREATE OR REPLACE FUNCTION open_gaps(batch jsonb, listeners int[]) RETURNS int
LANGUAGE sql
SET jit = off
AS $$
  WITH page AS (
    SELECT l.id AS user_id, l.page_oldest AS oldest
    FROM jsonb_to_recordset(batch->'listeners') AS l(id int, page_is_full boolean, page_oldest timestamptz)
    WHERE l.page_is_full AND l.id = ANY (listeners)
  ), candidate AS (
    SELECT p.user_id, before.played_at AS from_at, p.oldest AS to_at,
      plays_that_fit(before.played_at, p.oldest) AS missed_at_most
    FROM page p
    JOIN users u ON u.id = p.user_id
    CROSS JOIN LATERAL (SELECT e.played_at FROM play_events e
      WHERE e.user_id = p.user_id AND e.played_at < p.oldest ORDER BY e.played_at DESC LIMIT 1) before
    WHERE NOT EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = p.user_id AND e.played_at = p.oldest)
      AND NOT EXISTS (SELECT 1 FROM rejected_items r WHERE r.user_id = p.user_id AND r.played_at = p.oldest)
  ), opened AS (
    INSERT INTO archive_gaps (user_id, from_at, to_at, missed_at_most, opened_at)
    SELECT user_id, from_at, to_at, missed_at_most, (batch->>'now')::timestamptz FROM candidate WHERE missed_at_most > 0
    ON CONFLICT DO NOTHING
    RETURNING 1
  )
  SELECT count(*)::int FROM opened
$$;

-- prisma/sql/archival/plays_that_fit.sql
-- How many plays may be missing between the ends of two known plays: the later one lasted at least 30 s, as did each
-- missing one, because Spotify lists nothing shorter.
CREATE OR REPLACE FUNCTION plays_that_fit(from_at timestamptz, to_at timestamptz) RETURNS int
LANGUAGE sql IMMUTABLE
AS $$ SELECT coalesce(greatest(0, floor(extract(epoch FROM to_at - from_at) / 30)::int - 1), 0) $$;

-- prisma/sql/archival/save_last_polls.sql
-- Raises the time at which Spotify last answered for each listener. The row is the listener's own and small, so a poll
-- without new plays does not rewrite the listener's large row.
--
-- Takes the listeners of a batch; those without an answer and those of deleted accounts are skipped.
-- Locks the rows of last_polls by user id; the listener's own row only for the first poll. Returns nothing.
CREATE OR REPLACE FUNCTION save_last_polls(states jsonb) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM 1 FROM last_polls
    WHERE user_id IN (SELECT s.id FROM jsonb_to_recordset(states) AS s(id int, polled_at timestamptz)
      WHERE s.polled_at IS NOT NULL)
    ORDER BY user_id FOR NO KEY UPDATE;
  UPDATE last_polls p SET polled_at = s.polled_at
    FROM jsonb_to_recordset(states) AS s(id int, polled_at timestamptz)
    WHERE p.user_id = s.id AND s.polled_at > p.polled_at;
  INSERT INTO last_polls (user_id, polled_at)
    SELECT u.id, s.polled_at
    FROM jsonb_to_recordset(states) AS s(id int, polled_at timestamptz)
    JOIN users u ON u.id = s.id
    WHERE s.polled_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM last_polls p WHERE p.user_id = s.id)
    ORDER BY u.id FOR KEY SHARE OF u
    ON CONFLICT (user_id) DO UPDATE SET polled_at = greatest(last_polls.polled_at, excluded.polled_at);
END
$$;

-- prisma/sql/archival/save_poll_states.sql
-- Saves the state of each listener's connection after a poll, where it differs from the stored one, and notes each change from
-- healthy, degraded, open, half-open or disconnected to another of these.
--
-- Takes the listeners of a batch, and the ids whose rows the caller has locked. A listener who signed in meanwhile has a newer
-- token version: the state of the old connection does not overwrite the new one.
-- Returns the changes: [{user_id, from_state, to_state, failure_type, reason, open_until}].
CREATE OR REPLACE FUNCTION save_poll_states(states jsonb, listeners int[], at_now timestamptz) RETURNS jsonb
LANGUAGE sql
AS $$
  WITH changed AS MATERIALIZED (
    SELECT s.*,
      breaker_state_at(u.is_active, u.consecutive_failures, u.circuit_open_until, at_now) AS from_state,
      breaker_state_at(s.is_active, s.consecutive_failures, s.circuit_open_until, at_now) AS to_state
    FROM jsonb_to_recordset(states) AS s(id int, token_version int, is_active boolean, disconnected_reason text,
      consecutive_failures int, auth_failures int, network_failures int, last_failure_type failure_type,
      last_failed_at timestamptz, circuit_open_until timestamptz, circuit_opened_count int, reason text)
    JOIN users u ON u.id = s.id AND u.token_version = s.token_version
    WHERE u.id = ANY (listeners)
      AND (s.is_active, s.disconnected_reason, s.consecutive_failures, s.auth_failures, s.network_failures,
           s.last_failure_type, s.last_failed_at, s.circuit_open_until, s.circuit_opened_count)
        IS DISTINCT FROM (u.is_active, u.disconnected_reason, u.consecutive_failures, u.auth_failures, u.network_failures,
           u.last_failure_type, u.last_failed_at, u.circuit_open_until, u.circuit_opened_count)
  ), saved AS (
    UPDATE users u
      SET is_active = s.is_active, disconnected_reason = s.disconnected_reason,
          consecutive_failures = s.consecutive_failures, auth_failures = s.auth_failures,
          network_failures = s.network_failures, last_failure_type = s.last_failure_type,
          last_failed_at = s.last_failed_at, circuit_open_until = s.circuit_open_until,
          circuit_opened_count = s.circuit_opened_count
      FROM changed s WHERE u.id = s.id
  ), noted AS (
    INSERT INTO breaker_events (user_id, at, from_state, to_state, failure_type, reason, open_until)
      SELECT id, at_now, from_state, to_state, last_failure_type, reason, circuit_open_until
      FROM changed WHERE from_state <> to_state ORDER BY id
      RETURNING user_id, from_state, to_state, failure_type, reason, open_until
  )
  SELECT coalesce(jsonb_agg(to_jsonb(n)), '[]') FROM noted n
$$;

-- prisma/sql/archival/write_batch.sql
-- The one writer of plays: polls and imports both end here, with one call per batch of any size.
--
-- Takes a batch as src/repositories/archival/play-batch-repository.ts describes it (PlayBatch).
-- Locks: the completion lock (shared), which excludes complete_tracks, then the rows of the listeners that it will write, by
-- id. One call is one transaction; each step sees what other transactions committed before it.
-- Returns {new_plays: [{user_id, plays}], gaps_opened, transitions, artists_due, can_complete}. Idempotent: safe to repeat.
CREATE OR REPLACE FUNCTION write_batch(batch jsonb) RETURNS jsonb
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  at_now timestamptz := (batch->>'now')::timestamptz;
  listeners int[];
  new_plays jsonb := '[]';
  opened int;
  transitions jsonb;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(completion_lock());
  PERFORM complete_imported(batch);

  listeners := listeners_to_write(batch);
  PERFORM 1 FROM users WHERE id = ANY (listeners) ORDER BY id FOR NO KEY UPDATE;

  PERFORM add_to_catalogue(batch);
  -- Before the plays: "known" must still mean known before this batch.
  opened := open_gaps(batch, listeners);
  IF batch->'plays' <> '[]' THEN
    new_plays := add_plays(batch->'plays', at_now);
  END IF;
  PERFORM narrow_gaps(ARRAY(SELECT (n->>'user_id')::int FROM jsonb_array_elements(new_plays) n), batch->>'source',
    at_now);
  PERFORM add_rejected_items(batch->'rejected', at_now);
  transitions := save_poll_states(batch->'listeners', listeners, at_now);
  PERFORM save_last_polls(batch->'listeners');
  -- Last: all batches of the hour share the run's row, so it is held shortest.
  PERFORM count_in_run(batch, new_plays, opened);

  RETURN jsonb_build_object('new_plays', new_plays, 'gaps_opened', opened, 'transitions', transitions,
    'artists_due', artists_due(batch->'artists', at_now),
    'can_complete', EXISTS (SELECT 1 FROM incomplete_tracks(batch)));
END
$$;

-- prisma/sql/catalogue/add_to_catalogue.sql
-- Adds the artists, albums, tracks and contexts of a batch that are missing; existing ones stay unchanged.
--
-- Takes a batch. Rows are written in the order of their keys, so that two batches never wait for each other. Returns nothing.
CREATE OR REPLACE FUNCTION add_to_catalogue(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  INSERT INTO artists (spotify_id, name_key, name, search_name)
    SELECT DISTINCT ON (a.key) a.spotify_id, a.name_key, a.name, a.search_name
    FROM (SELECT x.*, coalesce(x.spotify_id, 'name:' || x.name_key) AS key
          FROM jsonb_to_recordset(batch->'artists')
            AS x(spotify_id text, name_key text, name text, search_name text)) a
    WHERE NOT EXISTS (SELECT 1 FROM artists k WHERE k.spotify_id = a.spotify_id)
      AND NOT EXISTS (SELECT 1 FROM artists k WHERE k.name_key = a.name_key)
    ORDER BY a.key
    ON CONFLICT DO NOTHING;

  INSERT INTO albums (spotify_id, name, search_name, image_url, release_date)
    SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.search_name, x.image_url, x.release_date
    FROM jsonb_to_recordset(batch->'albums')
      AS x(spotify_id text, name text, search_name text, image_url text, release_date text)
    WHERE NOT EXISTS (SELECT 1 FROM albums k WHERE k.spotify_id = x.spotify_id)
    ORDER BY x.spotify_id
    ON CONFLICT DO NOTHING;

  -- A track's artists are written with the track, or by complete_tracks: the artist rollups rely on them.
  WITH created AS (
    INSERT INTO tracks (spotify_id, name, search_name, duration_ms, album_id, isrc, explicit)
    SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.search_name, x.duration_ms, al.id, x.isrc, x.explicit
    FROM jsonb_to_recordset(batch->'tracks')
      AS x(spotify_id text, name text, search_name text, duration_ms int, album text, isrc text, explicit boolean)
    LEFT JOIN albums al ON al.spotify_id = x.album
    WHERE NOT EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = x.spotify_id)
    ORDER BY x.spotify_id
    ON CONFLICT DO NOTHING
    RETURNING id, spotify_id
  )
  INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, a.id
    FROM jsonb_to_recordset(batch->'track_artists') AS x(track text, position smallint, spotify_id text, name_key text)
    JOIN created t ON t.spotify_id = x.track
    JOIN artists a ON a.spotify_id = x.spotify_id OR a.name_key = x.name_key
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING;

  INSERT INTO play_contexts (type, uri)
    SELECT DISTINCT ON (x.uri) x.type, x.uri
    FROM jsonb_to_recordset(batch->'contexts') AS x(type text, uri text)
    WHERE NOT EXISTS (SELECT 1 FROM play_contexts k WHERE k.uri = x.uri)
    ORDER BY x.uri
    ON CONFLICT DO NOTHING;
END
$$;

-- prisma/sql/catalogue/artists_due.sql
-- Whether an artist of a batch has no details yet, or stale ones, and was not requested within a day.
--
-- Takes [{spotify_id}].
CREATE OR REPLACE FUNCTION artists_due(named jsonb, at_now timestamptz) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(named) AS x(spotify_id text)
    JOIN artists a ON a.spotify_id = x.spotify_id
    WHERE (a.details_fetched_at IS NULL OR a.details_fetched_at < at_now - interval '30 days')
      AND (a.details_asked_at IS NULL OR a.details_asked_at < at_now - interval '1 day'))
$$;

-- prisma/sql/catalogue/backfill_albums.sql
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

-- prisma/sql/catalogue/backfill_artists.sql
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

-- prisma/sql/catalogue/backfill_lengths.sql
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

-- prisma/sql/catalogue/complete_imported.sql
-- Spotify lists music that was known from a file only: it gets its ids, pictures and lengths. All plays of a provisional
-- track have their listened time from the file, so its length changes no figure.
--
-- Takes a batch, before its catalogue is added. Locks the rows of the batch's listeners, by id, if there is anything to
-- complete. Returns nothing.
CREATE OR REPLACE FUNCTION complete_imported(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  -- A file may bring a play without its listened time: then the track's length changes figures, and it is complete_tracks that must bring it.
  IF batch->>'source' = 'import' THEN
    UPDATE tracks t SET is_provisional = false
      FROM jsonb_to_recordset(batch->'plays') AS x(track text, ms_played int)
      WHERE t.spotify_id = x.track AND t.is_provisional AND t.duration_ms IS NULL AND x.ms_played IS NULL;
  END IF;

  IF NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text)
    JOIN tracks t ON t.spotify_id = x.spotify_id WHERE t.is_provisional
  ) AND NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text, name text)
    JOIN artists a ON a.name = x.name WHERE a.spotify_id IS NULL AND x.spotify_id IS NOT NULL
  ) THEN RETURN; END IF;

  -- The same locks in the same order as write_batch.
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

  UPDATE albums al SET spotify_id = x.spotify_id, name = x.name, search_name = x.search_name,
      image_url = x.image_url, release_date = x.release_date
    FROM (SELECT DISTINCT ON (n.spotify_id) t.album_id, n.spotify_id, n.name, n.search_name, n.image_url, n.release_date
          FROM jsonb_to_recordset(batch->'tracks') AS m(spotify_id text, album text)
          JOIN tracks t ON t.spotify_id = m.spotify_id AND t.is_provisional
          JOIN albums k ON k.id = t.album_id AND k.spotify_id IS NULL
          JOIN jsonb_to_recordset(batch->'albums')
            AS n(spotify_id text, name text, search_name text, image_url text, release_date text)
            ON n.spotify_id = m.album
          WHERE NOT EXISTS (SELECT 1 FROM albums o WHERE o.spotify_id = n.spotify_id)
          ORDER BY n.spotify_id, t.album_id) x
    WHERE al.id = x.album_id;

  UPDATE tracks t SET name = coalesce(nullif(x.name, ''), t.name),
      search_name = coalesce(nullif(x.search_name, ''), t.search_name), duration_ms = coalesce(t.duration_ms, x.duration_ms),
      isrc = coalesce(x.isrc, t.isrc), explicit = x.explicit, is_provisional = false
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, name text, search_name text, duration_ms int, isrc text,
      explicit boolean)
    WHERE t.spotify_id = x.spotify_id AND t.is_provisional;
EXCEPTION
  -- Another transaction completed the same thing in this moment: the next batch that names it finds it done.
  WHEN unique_violation THEN NULL;
END
$$;

-- prisma/sql/catalogue/complete_tracks.sql
-- Sets the length, album and artists of tracks that were first listed without them, and updates the figures of every
-- listener who played them.
--
-- Takes a batch of write_batch, right after it, in a transaction of its own. Locks: nobody writes plays meanwhile
-- (completion_lock); it gives up when somebody holds a row that it needs for longer than half a second, and the next play
-- of the track tries again. Returns the number of tracks it completed.
CREATE OR REPLACE FUNCTION complete_tracks(batch jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
SET lock_timeout = '500ms'
AS $$
DECLARE
  incomplete int[];
  played_by int[];
  listeners int[];
  of_tracks int[];
  numbers int[];
BEGIN
  PERFORM pg_advisory_xact_lock(completion_lock());
  SELECT coalesce(array_agg(id ORDER BY id), '{}') INTO incomplete FROM incomplete_tracks(batch) AS id;
  IF incomplete = '{}' THEN RETURN 0; END IF;

  -- Who played them is looked up listener by listener: their rollup has no index by track alone.
  SELECT coalesce(array_agg(id), '{}') INTO played_by FROM (
    SELECT u.id FROM users u
    WHERE EXISTS (SELECT 1 FROM user_track_stats s WHERE s.user_id = u.id AND s.track_id = ANY (incomplete) OFFSET 0)
    ORDER BY u.id FOR NO KEY UPDATE OF u) x;
  SELECT array_agg(user_id), array_agg(track_id), array_agg(plays) INTO listeners, of_tracks, numbers
    FROM user_track_stats WHERE user_id = ANY (played_by) AND track_id = ANY (incomplete);

  PERFORM subtract_genre_plays(listeners, of_tracks, numbers);
  PERFORM backfill_lengths(batch, incomplete, played_by);
  PERFORM backfill_albums(batch, incomplete, played_by);
  PERFORM backfill_artists(batch, incomplete, played_by);
  PERFORM add_genre_plays(listeners, of_tracks, numbers);
  RETURN cardinality(incomplete);
END
$$;

-- prisma/sql/catalogue/completion_lock.sql
-- The number of the lock between writers of plays and the completion of tracks.
CREATE OR REPLACE FUNCTION completion_lock() RETURNS bigint
LANGUAGE sql IMMUTABLE
AS $$ SELECT 7062026112200900 $$;

-- prisma/sql/catalogue/incomplete_tracks.sql
-- Tracks for which a batch has a length, album or artists that are not stored yet.
CREATE OR REPLACE FUNCTION incomplete_tracks(batch jsonb) RETURNS SETOF int
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT t.id
  FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, duration_ms int, album text)
  JOIN tracks t ON t.spotify_id = x.spotify_id
  WHERE (t.duration_ms IS NULL AND x.duration_ms IS NOT NULL)
    OR (t.album_id IS NULL AND EXISTS (SELECT 1 FROM albums al WHERE al.spotify_id = x.album))
    OR (NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.track_id = t.id)
      AND EXISTS (SELECT 1 FROM jsonb_to_recordset(batch->'track_artists') AS a(track text) WHERE a.track = x.spotify_id))
$$;

-- prisma/sql/import/enrich_plays.sql
-- Sets the listened time of polled plays from a file, and adds the difference to every rollup.
--
-- Takes [{played_at, track_id, ms_played, skipped}] of one listener, whose row the caller holds. Returns how many plays
-- it enriched; a play that has its time already is skipped.
CREATE OR REPLACE FUNCTION enrich_plays(listener int, reported jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  of_listeners int[];
  of_tracks int[];
  ends timestamptz[];
  nought int[];
  estimated int[];
  ms bigint[];
BEGIN
  WITH target AS MATERIALIZED (
    SELECT DISTINCT ON (e.played_at, e.track_id) e.played_at, e.track_id, x.ms_played, x.skipped,
      (x.ms_played - e.listened_ms)::bigint AS ms
    FROM jsonb_to_recordset(reported) AS x(played_at timestamptz, track_id int, ms_played int, skipped boolean)
    JOIN play_events e ON e.user_id = listener AND e.played_at = x.played_at AND e.track_id = x.track_id
    WHERE e.ms_played IS NULL
    ORDER BY e.played_at, e.track_id, x.ms_played DESC
  ),
  written AS (
    UPDATE play_events e SET ms_played = g.ms_played, listened_ms = g.ms_played, skipped = coalesce(g.skipped, e.skipped)
    FROM target g WHERE e.user_id = listener AND e.played_at = g.played_at AND e.track_id = g.track_id
  )
  SELECT array_agg(listener), array_agg(g.track_id), array_agg(g.played_at), array_agg(0), array_agg(-1), array_agg(g.ms)
    INTO of_listeners, of_tracks, ends, nought, estimated, ms FROM target g;
  PERFORM apply_rollup_delta(of_listeners, of_tracks, ends, ends, nought, estimated, ms);
  RETURN coalesce(cardinality(of_listeners), 0);
END
$$;

-- prisma/sql/import/resolve_album.sql
-- The album that a file means; one known by its name must hold a track of the artist.
CREATE OR REPLACE FUNCTION resolve_album(by_id text, by_key text, by_name text, of_artist int) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN (SELECT id FROM albums WHERE spotify_id = by_id)
    ELSE coalesce((SELECT id FROM albums WHERE name_key = by_key),
                  (SELECT min(al.id) FROM albums al WHERE al.name = by_name AND al.spotify_id IS NOT NULL
                    AND EXISTS (SELECT 1 FROM tracks t JOIN track_artists ta ON ta.track_id = t.id
                                WHERE t.album_id = al.id AND ta.artist_id = of_artist))) END
$$;

-- prisma/sql/import/resolve_artist.sql
-- The artist that a file means: by Spotify's id; where the file has the name alone, the one known by that name only,
-- else one that Spotify spells exactly so.
CREATE OR REPLACE FUNCTION resolve_artist(by_id text, by_key text, by_name text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN (SELECT id FROM artists WHERE spotify_id = by_id)
    ELSE coalesce((SELECT id FROM artists WHERE name_key = by_key),
                  (SELECT min(id) FROM artists WHERE name = by_name AND spotify_id IS NOT NULL)) END
$$;

RESET check_function_bodies;
