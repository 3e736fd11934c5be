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
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "disconnected_reason" TEXT,
    "last_polled_at" TIMESTAMPTZ(3),
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
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
    "genres" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "genres_source" TEXT,
    "image_url" TEXT,
    "details_fetched_at" TIMESTAMPTZ(3),
    "details_asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "artists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "albums" (
    "id" SERIAL NOT NULL,
    "spotify_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "image_url" TEXT,
    "release_date" TEXT,

    CONSTRAINT "albums_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tracks" (
    "id" SERIAL NOT NULL,
    "spotify_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "duration_ms" INTEGER,
    "album_id" INTEGER,
    "isrc" TEXT,
    "explicit" BOOLEAN NOT NULL DEFAULT false,

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
CREATE TABLE "play_events" (
    "played_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" INTEGER NOT NULL,
    "track_id" INTEGER NOT NULL,
    "ms_played" INTEGER,
    "listened_ms" INTEGER NOT NULL,
    "context_id" INTEGER,
    "source" "play_source" NOT NULL,
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
CREATE TABLE "user_totals" (
    "user_id" INTEGER NOT NULL,
    "plays" INTEGER NOT NULL,
    "listened_ms" BIGINT NOT NULL,
    "tracks" INTEGER NOT NULL,
    "artists" INTEGER NOT NULL,
    "albums" INTEGER NOT NULL,
    "first_played_at" TIMESTAMPTZ(3) NOT NULL,
    "last_played_at" TIMESTAMPTZ(3) NOT NULL,

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
    "set_aside" INTEGER NOT NULL DEFAULT 0,
    "empty_answers" INTEGER NOT NULL DEFAULT 0,
    "gaps_opened" INTEGER NOT NULL DEFAULT 0,
    "last_batch_at" TIMESTAMPTZ(3),

    CONSTRAINT "archive_runs_pkey" PRIMARY KEY ("scheduled_for")
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
CREATE TABLE "set_aside_items" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "set_aside_items_pkey" PRIMARY KEY ("id")
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
    "failure" TEXT,

    CONSTRAINT "archive_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "spotify_pauses" (
    "scope" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spotify_pauses_pkey" PRIMARY KEY ("scope")
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
CREATE UNIQUE INDEX "albums_spotify_id_key" ON "albums"("spotify_id");

-- CreateIndex
CREATE UNIQUE INDEX "tracks_spotify_id_key" ON "tracks"("spotify_id");

-- CreateIndex
CREATE INDEX "tracks_album_id_idx" ON "tracks"("album_id");

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
CREATE UNIQUE INDEX "archive_gaps_user_id_from_at_to_at_key" ON "archive_gaps"("user_id", "from_at", "to_at");

-- CreateIndex
CREATE UNIQUE INDEX "set_aside_items_user_id_payload_hash_key" ON "set_aside_items"("user_id", "payload_hash");

-- CreateIndex
CREATE INDEX "archive_requests_user_id_requested_at_idx" ON "archive_requests"("user_id", "requested_at" DESC);

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
ALTER TABLE "user_totals" ADD CONSTRAINT "user_totals_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "archive_gaps" ADD CONSTRAINT "archive_gaps_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "set_aside_items" ADD CONSTRAINT "set_aside_items_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "archive_requests" ADD CONSTRAINT "archive_requests_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;


