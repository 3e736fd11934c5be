-- Finds a part of a name.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Numbers of recordings.
CREATE SEQUENCE "recording_ids" AS integer;

-- CreateEnum
CREATE TYPE "failure_type" AS ENUM ('AUTH', 'NETWORK', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "play_source" AS ENUM ('poll', 'extended_history', 'account_data');

-- CreateEnum
CREATE TYPE "gap_closure" AS ENUM ('late_arrivals', 'import');

-- CreateEnum
CREATE TYPE "archive_trigger" AS ENUM ('sign_in', 'manual');

-- CreateEnum
CREATE TYPE "archive_request_status" AS ENUM ('queued', 'running', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "access_scope" AS ENUM ('read', 'import');

-- CreateEnum
CREATE TYPE "theme" AS ENUM ('system', 'light', 'dark');

-- CreateEnum
CREATE TYPE "exclusion_kind" AS ENUM ('artist', 'album', 'track', 'playlist', 'span', 'hours');

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
    "counts_from_ms" INTEGER NOT NULL DEFAULT 30000,
    "archived_from" TIMESTAMPTZ(3),
    "badge_id" TEXT,
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
CREATE TABLE "access_tokens" (
    "token_hash" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" "access_scope"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "artists" (
    "id" SERIAL NOT NULL,
    "claimed_by" INTEGER,
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
    "claimed_by" INTEGER,
    "spotify_id" TEXT,
    "name_key" TEXT,
    "name" TEXT NOT NULL,
    "search_name" TEXT NOT NULL,
    "image_url" TEXT,
    "release_date" TEXT,
    "total_tracks" SMALLINT,

    CONSTRAINT "albums_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tracks" (
    "id" SERIAL NOT NULL,
    "claimed_by" INTEGER,
    "spotify_id" TEXT,
    "name_key" TEXT,
    "name" TEXT NOT NULL,
    "search_name" TEXT NOT NULL,
    "duration_ms" INTEGER,
    "album_id" INTEGER,
    "isrc" TEXT,
    "explicit" BOOLEAN NOT NULL DEFAULT false,
    "disc_number" SMALLINT,
    "track_number" SMALLINT,
    "recording_id" INTEGER NOT NULL,
    "title_key" TEXT NOT NULL,
    "artists_key" TEXT NOT NULL,
    "answer_hash" TEXT,
    "look_up_after" TIMESTAMPTZ(3),

    CONSTRAINT "tracks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "separate_tracks" (
    "user_id" INTEGER NOT NULL,
    "track_id" INTEGER NOT NULL,
    "recording_id" INTEGER NOT NULL,

    CONSTRAINT "separate_tracks_pkey" PRIMARY KEY ("user_id","track_id")
);

-- CreateTable
CREATE TABLE "stale_rollups" (
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "track_id" INTEGER,
    "album_id" INTEGER,
    "artist_ids" INTEGER[],
    "recording_id" INTEGER,

    CONSTRAINT "stale_rollups_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "play_endings" (
    "id" SERIAL NOT NULL,
    "skipped" BOOLEAN,
    "reason_start" TEXT NOT NULL,
    "reason_end" TEXT NOT NULL,

    CONSTRAINT "play_endings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "play_origins" (
    "id" SERIAL NOT NULL,
    "sources" "play_source"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "first_id" INTEGER NOT NULL,

    CONSTRAINT "play_origins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "play_events" (
    "played_at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" INTEGER NOT NULL,
    "track_id" INTEGER NOT NULL,
    "listened_ms" INTEGER,
    "origin_id" INTEGER NOT NULL,
    "context_id" INTEGER,
    "ms_played" INTEGER,
    "ending_id" INTEGER,

    CONSTRAINT "play_events_pkey" PRIMARY KEY ("user_id","played_at","track_id")
);

-- CreateTable
CREATE TABLE "exclusions" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "kind" "exclusion_kind" NOT NULL,
    "artist_id" INTEGER,
    "album_id" INTEGER,
    "track_id" INTEGER,
    "context_id" INTEGER,
    "from_at" TIMESTAMPTZ(3),
    "to_at" TIMESTAMPTZ(3),
    "from_minute" INTEGER,
    "to_minute" INTEGER,
    "time_zone" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exclusions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exclusion_checks" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "worked_at" TIMESTAMPTZ(3) NOT NULL,
    "plays" INTEGER NOT NULL,
    "checked_plays" INTEGER NOT NULL DEFAULT 0,
    "until_at" TIMESTAMPTZ(3),
    "until_track" INTEGER,

    CONSTRAINT "exclusion_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "play_reports" (
    "user_id" INTEGER NOT NULL,
    "played_at" TIMESTAMPTZ(3) NOT NULL,
    "track_id" INTEGER NOT NULL,
    "source" "play_source" NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "play_reports_pkey" PRIMARY KEY ("user_id","played_at","track_id","source")
);

-- CreateTable
CREATE TABLE "play_removals" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3) NOT NULL,
    "label" TEXT NOT NULL,

    CONSTRAINT "play_removals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "removed_plays" (
    "user_id" INTEGER NOT NULL,
    "played_at" TIMESTAMPTZ(3) NOT NULL,
    "track_id" INTEGER NOT NULL,
    "removal_id" INTEGER NOT NULL,
    "origin_id" INTEGER NOT NULL,
    "context_id" INTEGER,
    "ms_played" INTEGER,
    "ending_id" INTEGER,
    "reports" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "removed_plays_pkey" PRIMARY KEY ("user_id","played_at","track_id")
);

-- CreateTable
CREATE TABLE "user_recording_stats" (
    "user_id" INTEGER NOT NULL,
    "recording_id" INTEGER NOT NULL,
    "plays" INTEGER NOT NULL,
    "listened_ms" BIGINT NOT NULL,
    "first_played_at" TIMESTAMPTZ(3) NOT NULL,
    "last_played_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_recording_stats_pkey" PRIMARY KEY ("user_id","recording_id")
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
    "recordings" INTEGER NOT NULL,
    "artists" INTEGER NOT NULL,
    "albums" INTEGER NOT NULL,
    "first_played_at" TIMESTAMPTZ(3) NOT NULL,
    "last_played_at" TIMESTAMPTZ(3) NOT NULL,
    "estimated_plays" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "user_totals_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "queue_outbox" (
    "id" BIGSERIAL NOT NULL,
    "path" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "deduplication_id" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "retries" INTEGER,
    "request_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "queue_outbox_pkey" PRIMARY KEY ("id")
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
    "rows_total" INTEGER NOT NULL,
    "rows_done" INTEGER NOT NULL,
    "added" INTEGER NOT NULL DEFAULT 0,
    "already_known" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
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
    "skipped_files" JSONB NOT NULL DEFAULT '[]',
    "more_skipped_files" JSONB NOT NULL DEFAULT '[]',

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
CREATE UNIQUE INDEX "users_badge_id_key" ON "users"("badge_id");

-- CreateIndex
CREATE INDEX "access_tokens_user_id_idx" ON "access_tokens"("user_id");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "artists_details_asked_at_idx" ON "artists"("details_asked_at");

-- CreateIndex
CREATE INDEX "artists_details_fetched_at_idx" ON "artists"("details_fetched_at");

-- CreateIndex
CREATE INDEX "artists_claimed_spotify_id_idx" ON "artists"("spotify_id") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE INDEX "artists_name_idx" ON "artists" USING HASH ("search_name");

-- CreateIndex
CREATE INDEX "artists_search_name_idx" ON "artists" USING GIN ("search_name" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "artists_spotify_id_key" ON "artists"("spotify_id") WHERE (claimed_by IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "artists_name_key_key" ON "artists"("name_key") WHERE (claimed_by IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "artists_claimed_by_spotify_id_key" ON "artists"("claimed_by", "spotify_id") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "artists_claimed_by_name_key_key" ON "artists"("claimed_by", "name_key") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE INDEX "albums_claimed_spotify_id_idx" ON "albums"("spotify_id") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE INDEX "albums_name_idx" ON "albums" USING HASH ("search_name");

-- CreateIndex
CREATE INDEX "albums_search_name_idx" ON "albums" USING GIN ("search_name" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "albums_spotify_id_key" ON "albums"("spotify_id") WHERE (claimed_by IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "albums_claimed_by_spotify_id_key" ON "albums"("claimed_by", "spotify_id") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "albums_claimed_by_name_key_key" ON "albums"("claimed_by", "name_key") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE INDEX "tracks_claimed_spotify_id_idx" ON "tracks"("spotify_id") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE INDEX "tracks_look_up_after_idx" ON "tracks"("look_up_after") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE INDEX "tracks_album_id_idx" ON "tracks"("album_id");

-- CreateIndex
CREATE INDEX "tracks_recording_id_idx" ON "tracks"("recording_id");

-- CreateIndex
CREATE INDEX "tracks_isrc_idx" ON "tracks"("isrc") WHERE (claimed_by IS NULL AND isrc IS NOT NULL);

-- CreateIndex
CREATE INDEX "tracks_title_key_artists_key_idx" ON "tracks"("title_key", "artists_key");

-- CreateIndex
CREATE INDEX "tracks_search_name_idx" ON "tracks" USING GIN ("search_name" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "tracks_spotify_id_key" ON "tracks"("spotify_id") WHERE (claimed_by IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "tracks_claimed_by_spotify_id_key" ON "tracks"("claimed_by", "spotify_id") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "tracks_claimed_by_name_key_key" ON "tracks"("claimed_by", "name_key") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE INDEX "stale_rollups_user_id_idx" ON "stale_rollups"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "track_artists_artist_id_track_id_key" ON "track_artists"("artist_id", "track_id");

-- CreateIndex
CREATE UNIQUE INDEX "play_contexts_uri_key" ON "play_contexts"("uri");

-- CreateIndex
CREATE UNIQUE INDEX "play_endings_key" ON "play_endings"("reason_start", "reason_end", "skipped") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "separate_tracks_track_id_idx" ON "separate_tracks"("track_id");

-- CreateIndex
CREATE INDEX "play_origins_first_id_idx" ON "play_origins"("first_id") WHERE (first_id <> id);

-- CreateIndex
CREATE INDEX "play_events_track_id_user_id_idx" ON "play_events"("track_id", "user_id");

-- CreateIndex
CREATE INDEX "play_events_left_out_idx" ON "play_events"("user_id", "track_id") WHERE (listened_ms IS NULL);

-- CreateIndex
CREATE INDEX "play_events_origin_id_idx" ON "play_events" USING BRIN ("origin_id");

-- CreateIndex
CREATE INDEX "play_removals_user_id_removed_at_idx" ON "play_removals"("user_id", "removed_at" DESC);

-- CreateIndex
CREATE INDEX "removed_plays_track_id_idx" ON "removed_plays"("track_id");

-- CreateIndex
CREATE INDEX "removed_plays_removal_id_idx" ON "removed_plays"("removal_id");

-- CreateIndex
CREATE INDEX "removed_plays_origin_id_idx" ON "removed_plays"("origin_id");

-- CreateIndex
CREATE INDEX "user_recording_stats_user_id_plays_listened_ms_recording_id_idx" ON "user_recording_stats"("user_id", "plays" DESC, "listened_ms" DESC, "recording_id");

-- CreateIndex
CREATE INDEX "user_recording_stats_user_id_listened_ms_plays_recording_id_idx" ON "user_recording_stats"("user_id", "listened_ms" DESC, "plays" DESC, "recording_id");

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
CREATE INDEX "exclusions_user_id_idx" ON "exclusions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "exclusions_artist_id_user_id_key" ON "exclusions"("artist_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "exclusions_album_id_user_id_key" ON "exclusions"("album_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "exclusions_track_id_user_id_key" ON "exclusions"("track_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "exclusions_context_id_user_id_key" ON "exclusions"("context_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "exclusion_checks_user_id_key" ON "exclusion_checks"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "zone_rebuilds_user_id_key" ON "zone_rebuilds"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "queue_outbox_deduplication_id_key" ON "queue_outbox"("deduplication_id");

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
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artists" ADD CONSTRAINT "artists_claimed_by_fkey" FOREIGN KEY ("claimed_by") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "albums" ADD CONSTRAINT "albums_claimed_by_fkey" FOREIGN KEY ("claimed_by") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracks" ADD CONSTRAINT "tracks_claimed_by_fkey" FOREIGN KEY ("claimed_by") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracks" ADD CONSTRAINT "tracks_album_id_fkey" FOREIGN KEY ("album_id") REFERENCES "albums"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "separate_tracks" ADD CONSTRAINT "separate_tracks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "separate_tracks" ADD CONSTRAINT "separate_tracks_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "tracks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stale_rollups" ADD CONSTRAINT "stale_rollups_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "track_artists" ADD CONSTRAINT "track_artists_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "tracks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
ALTER TABLE "play_events" ADD CONSTRAINT "play_events_ending_id_fkey" FOREIGN KEY ("ending_id") REFERENCES "play_endings"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "play_reports" ADD CONSTRAINT "play_reports_user_id_played_at_track_id_fkey" FOREIGN KEY ("user_id", "played_at", "track_id") REFERENCES "play_events"("user_id", "played_at", "track_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "play_removals" ADD CONSTRAINT "play_removals_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "removed_plays" ADD CONSTRAINT "removed_plays_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "removed_plays" ADD CONSTRAINT "removed_plays_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "tracks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "removed_plays" ADD CONSTRAINT "removed_plays_removal_id_fkey" FOREIGN KEY ("removal_id") REFERENCES "play_removals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "removed_plays" ADD CONSTRAINT "removed_plays_origin_id_fkey" FOREIGN KEY ("origin_id") REFERENCES "play_origins"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "removed_plays" ADD CONSTRAINT "removed_plays_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "play_contexts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "removed_plays" ADD CONSTRAINT "removed_plays_ending_id_fkey" FOREIGN KEY ("ending_id") REFERENCES "play_endings"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_recording_stats" ADD CONSTRAINT "user_recording_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_track_stats" ADD CONSTRAINT "user_track_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_artist_stats" ADD CONSTRAINT "user_artist_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_album_stats" ADD CONSTRAINT "user_album_stats_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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

-- AddForeignKey
ALTER TABLE "breaker_events" ADD CONSTRAINT "breaker_events_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_artist_id_fkey" FOREIGN KEY ("artist_id") REFERENCES "artists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_album_id_fkey" FOREIGN KEY ("album_id") REFERENCES "albums"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "tracks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "play_contexts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exclusion_checks" ADD CONSTRAINT "exclusion_checks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What schema.prisma cannot say.
-- The plays that count for their listener: an export also has those that were skipped at once, and an exclusion leaves some out.
CREATE VIEW "counted_plays" AS
  SELECT e.* FROM "play_events" e JOIN "users" u ON u."id" = e."user_id"
  WHERE e."listened_ms" IS NOT NULL AND (e."ms_played" IS NULL OR e."ms_played" >= u."counts_from_ms");

-- When plays ended, of those too that their listener removed: they still say that nothing is missing there.
CREATE VIEW "known_ends" AS
  SELECT "user_id", "played_at" FROM "play_events"
  UNION ALL
  SELECT "user_id", "played_at" FROM "removed_plays";

ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_target_check" CHECK (CASE "kind"
  WHEN 'artist' THEN "artist_id" IS NOT NULL WHEN 'album' THEN "album_id" IS NOT NULL
  WHEN 'track' THEN "track_id" IS NOT NULL WHEN 'playlist' THEN "context_id" IS NOT NULL
  WHEN 'span' THEN num_nonnulls("from_at", "to_at") = 2 AND "from_at" < "to_at"
  ELSE num_nonnulls("from_minute", "to_minute", "time_zone") = 3 AND "from_minute" BETWEEN 0 AND 1439
    AND "to_minute" BETWEEN 0 AND 1439 AND "from_minute" <> "to_minute" END
  AND num_nonnulls("artist_id", "album_id", "track_id", "context_id", "from_at", "from_minute") = 1);

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
-- Adds plays to listeners' rollups by genre.
--
-- Takes parallel lists: listeners, tracks, and by how many plays each grows, below zero where it shrinks. The caller locks the
-- listeners' rows. Returns nothing.
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

-- prisma/sql/analytics/apply_rollup_delta.sql
-- Adds new plays to the rollups by track, recording, artist, album, day and in total. Removed or changed plays are counted
-- again instead: recount_rollups.
--
-- Takes parallel lists, an element for each play that counts: its listener and track, when it ended, by how many plays,
-- estimated plays and milliseconds the figures grow. The caller locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION apply_rollup_delta(of_listeners int[], of_tracks int[], ends timestamptz[], numbers int[],
  estimated int[], ms bigint[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH delta AS MATERIALIZED (
    SELECT x.user_id, x.track_id, t.album_id, coalesce(st.recording_id, t.recording_id) AS recording_id, x.played_at,
      x.plays, x.estimated, x.ms, x.played_at AT TIME ZONE u.time_zone AS local_at
    FROM unnest(of_listeners, of_tracks, ends, numbers, estimated, ms)
      AS x(user_id, track_id, played_at, plays, estimated, ms)
    JOIN users u ON u.id = x.user_id
    JOIN tracks t ON t.id = x.track_id
    LEFT JOIN separate_tracks st ON st.user_id = x.user_id AND st.track_id = x.track_id
  ),
  by_track AS (
    INSERT INTO user_track_stats AS r (user_id, track_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, d.track_id, sum(d.plays), sum(d.ms), min(d.played_at), max(d.played_at)
    FROM delta d GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, track_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_recording AS (
    INSERT INTO user_recording_stats AS r (user_id, recording_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, d.recording_id, sum(d.plays), sum(d.ms), min(d.played_at), max(d.played_at)
    FROM delta d GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, recording_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_artist AS (
    INSERT INTO user_artist_stats AS r (user_id, artist_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, ta.artist_id, sum(d.plays), sum(d.ms), min(d.played_at), max(d.played_at)
    FROM delta d JOIN track_artists ta ON ta.track_id = d.track_id GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, artist_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  by_album AS (
    INSERT INTO user_album_stats AS r (user_id, album_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT d.user_id, d.album_id, sum(d.plays), sum(d.ms), min(d.played_at), max(d.played_at)
    FROM delta d WHERE d.album_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (user_id, album_id) DO UPDATE SET
      plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
      first_played_at = least(r.first_played_at, excluded.first_played_at),
      last_played_at = greatest(r.last_played_at, excluded.last_played_at)
    RETURNING user_id, (xmax = 0) AS is_first
  ),
  -- Every day touched gets all its 24 hours, by adding noughts: a join of the days with the hours would be quadratic.
  days AS (SELECT DISTINCT d.user_id, d.local_at::date AS day FROM delta d),
  by_hour AS (
    SELECT x.user_id, x.day, x.hour, sum(x.plays)::int AS plays, sum(x.ms) AS ms FROM (
      SELECT d.user_id, d.local_at::date AS day, extract(hour FROM d.local_at)::int AS hour, d.plays, d.ms FROM delta d
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
    SELECT x.user_id, sum(x.tracks)::int AS tracks, sum(x.recordings)::int AS recordings, sum(x.artists)::int AS artists,
      sum(x.albums)::int AS albums
    FROM (
      SELECT b.user_id, b.is_first::int AS tracks, 0 AS recordings, 0 AS artists, 0 AS albums FROM by_track b
      UNION ALL SELECT b.user_id, 0, b.is_first::int, 0, 0 FROM by_recording b
      UNION ALL SELECT b.user_id, 0, 0, b.is_first::int, 0 FROM by_artist b
      UNION ALL SELECT b.user_id, 0, 0, 0, b.is_first::int FROM by_album b) x
    GROUP BY 1
  )
  INSERT INTO user_totals AS r (user_id, plays, listened_ms, tracks, recordings, artists, albums, first_played_at,
    last_played_at, estimated_plays)
  SELECT d.user_id, sum(d.plays), sum(d.ms), coalesce(min(f.tracks), 0), coalesce(min(f.recordings), 0),
    coalesce(min(f.artists), 0), coalesce(min(f.albums), 0), min(d.played_at), max(d.played_at), sum(d.estimated)
  FROM delta d LEFT JOIN firsts f ON f.user_id = d.user_id GROUP BY 1 ORDER BY 1
  ON CONFLICT (user_id) DO UPDATE SET
    plays = r.plays + excluded.plays, listened_ms = r.listened_ms + excluded.listened_ms,
    tracks = r.tracks + excluded.tracks, recordings = r.recordings + excluded.recordings,
    artists = r.artists + excluded.artists, albums = r.albums + excluded.albums,
    estimated_plays = r.estimated_plays + excluded.estimated_plays,
    first_played_at = least(r.first_played_at, excluded.first_played_at),
    last_played_at = greatest(r.last_played_at, excluded.last_played_at);
END
$$;

-- prisma/sql/analytics/count_genres.sql
-- Trigger on plays: adds new plays to their genres. Removed plays are counted again instead: recount_genres.
--
-- Takes the plays of one statement, whose writer locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION count_genres() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  listeners int[];
  of_tracks int[];
  numbers int[];
BEGIN
  SELECT array_agg(user_id), array_agg(track_id), array_agg(plays) INTO listeners, of_tracks, numbers
    FROM (SELECT c.user_id, c.track_id, count(*)::int AS plays FROM changed c JOIN users u ON u.id = c.user_id
          WHERE c.listened_ms IS NOT NULL AND counts_as_play(c.ms_played, u.counts_from_ms) GROUP BY 1, 2) c;
  IF listeners IS NULL THEN RETURN NULL; END IF;
  PERFORM add_genre_plays(listeners, of_tracks, numbers);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER count_inserted_genres AFTER INSERT ON "play_events"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_genres();

-- prisma/sql/analytics/counts_as_play.sql
-- Whether a play counts: Spotify lists none that is too short, and an export says how long each was.
CREATE OR REPLACE FUNCTION counts_as_play(ms_played int, counts_from_ms int) RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$ SELECT ms_played IS NULL OR ms_played >= counts_from_ms $$;

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
--
-- Takes the days of one statement, whose writer locks the listeners' rows. Locks the row of a rebuild. Returns nothing.
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

-- prisma/sql/analytics/recount_albums.sql
-- Counts a listener's plays of albums again, from the rollup by track.
--
-- Takes the listener and the albums. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_albums(listener int, albums int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_album_stats WHERE user_id = listener AND album_id = ANY (albums);
  INSERT INTO user_album_stats (user_id, album_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT s.user_id, t.album_id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM tracks t JOIN user_track_stats s ON s.user_id = listener AND s.track_id = t.id
    WHERE t.album_id = ANY (albums) GROUP BY 1, 2 ORDER BY 1, 2;
$$;

-- prisma/sql/analytics/recount_artists.sql
-- Counts a listener's plays of artists again, from the rollup by track.
--
-- Takes the listener and the artists. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_artists(listener int, artists int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_artist_stats WHERE user_id = listener AND artist_id = ANY (artists);
  INSERT INTO user_artist_stats (user_id, artist_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT s.user_id, ta.artist_id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM track_artists ta JOIN user_track_stats s ON s.user_id = listener AND s.track_id = ta.track_id
    WHERE ta.artist_id = ANY (artists) GROUP BY 1, 2 ORDER BY 1, 2;
$$;

-- prisma/sql/analytics/recount_changed_plays.sql
-- Counts the rollups of a listener again where plays of these tracks and days were removed or left out, or count again; of
-- genres those of the tracks alone. The caller locks the listener's row.
--
-- Call it after the plays have changed, while the rollup by track has them as they were. Takes tracks and days (of the
-- listener's calendar); `estimated` is the difference in plays without a listened time. Returns nothing.
CREATE OR REPLACE FUNCTION recount_changed_plays(listener int, of_tracks int[], on_days date[], estimated int) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  tracks_before int[];
  plays_before int[];
  tracks_after int[];
  plays_after int[];
BEGIN
  SELECT array_agg(track_id), array_agg(-plays) INTO tracks_before, plays_before
    FROM user_track_stats WHERE user_id = listener AND track_id = ANY (of_tracks);
  PERFORM recount_rollups(listener, of_tracks, on_days, '{}', '{}', '{}', estimated);
  SELECT array_agg(track_id), array_agg(plays) INTO tracks_after, plays_after
    FROM user_track_stats WHERE user_id = listener AND track_id = ANY (of_tracks);
  tracks_after := tracks_before || tracks_after;
  IF tracks_after IS NULL THEN RETURN; END IF;
  -- In one statement: what genres a track has is the same on both sides.
  PERFORM add_genre_plays(array_fill(listener, ARRAY[cardinality(tracks_after)]), tracks_after, plays_before || plays_after);
  -- Below zero only until settle_listener counts genres that an artist got meanwhile.
  DELETE FROM user_genre_stats WHERE user_id = listener AND plays <= 0;
END
$$;

-- prisma/sql/analytics/recount_days.sql
-- Counts days of a listener's calendar again, from the plays.
--
-- Takes the listener and the days. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_days(listener int, on_days date[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_day_stats WHERE user_id = listener AND day = ANY (on_days);
  WITH days AS (SELECT DISTINCT day FROM unnest(on_days) day),
  played AS (
    SELECT d.day, extract(hour FROM p.played_at AT TIME ZONE u.time_zone)::int AS hour, p.listened_ms
    FROM days d JOIN users u ON u.id = listener
    JOIN counted_plays p ON p.user_id = listener
      AND p.played_at >= (d.day - 1)::timestamp AT TIME ZONE 'UTC' AND p.played_at < (d.day + 2)::timestamp AT TIME ZONE 'UTC'
      AND (p.played_at AT TIME ZONE u.time_zone)::date = d.day
  )
  INSERT INTO user_day_stats (user_id, day, plays, listened_ms, hour_plays)
    SELECT listener, h.day, sum(h.plays), sum(h.ms), array_agg(h.plays ORDER BY h.hour)
    FROM (
      SELECT x.day, x.hour, sum(x.plays)::int AS plays, sum(x.ms) AS ms FROM (
        SELECT day, hour, 1 AS plays, listened_ms::bigint AS ms FROM played
        UNION ALL
        SELECT day, hour, 0, 0 FROM days CROSS JOIN generate_series(0, 23) AS hour) x
      GROUP BY 1, 2
    ) h GROUP BY h.day HAVING sum(h.plays) > 0 ORDER BY h.day;
$$;

-- prisma/sql/analytics/recount_genres.sql
-- Counts a listener's plays by genre again, from the rollup by track.
--
-- Takes the listener. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_genres(listener int) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_genre_stats WHERE user_id = listener;
  SELECT add_genre_plays(array_agg(user_id), array_agg(track_id), array_agg(plays)) FROM user_track_stats WHERE user_id = listener;
$$;

-- prisma/sql/analytics/recount_listener.sql
-- Counts all rollups of a listener again from their plays: after what counts as a play has changed. Raises the version of
-- the statistics. The caller locks the listener's row; nobody else's is touched.
--
-- Takes the listener. Returns nothing. Time grows with all plays of the listener.
CREATE OR REPLACE FUNCTION recount_listener(listener int) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  of_tracks int[];
BEGIN
  of_tracks := ARRAY(SELECT DISTINCT track_id FROM play_events WHERE user_id = listener);
  PERFORM recount_rollups(listener, of_tracks,
    ARRAY(SELECT DISTINCT (e.played_at AT TIME ZONE u.time_zone)::date FROM play_events e JOIN users u ON u.id = e.user_id
      WHERE e.user_id = listener),
    '{}', '{}', '{}', 0);
  UPDATE user_totals SET estimated_plays =
      (SELECT count(*) FROM counted_plays WHERE user_id = listener AND ms_played IS NULL)
    WHERE user_id = listener;
  PERFORM recount_genres(listener);
  PERFORM recount_sessions(listener, ARRAY(SELECT DISTINCT (played_at AT TIME ZONE 'UTC')::date FROM play_events
    WHERE user_id = listener));
END
$$;

-- prisma/sql/analytics/recount_recordings.sql
-- Counts a listener's plays of recordings again, from the rollup by track.
--
-- Takes the listener and the recordings. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_recordings(listener int, recordings int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_recording_stats WHERE user_id = listener AND recording_id = ANY (recordings);
  INSERT INTO user_recording_stats (user_id, recording_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT listener, r.id, sum(s.plays), sum(s.listened_ms), min(s.first_played_at), max(s.last_played_at)
    FROM (SELECT DISTINCT id FROM unnest(recordings) id) r CROSS JOIN LATERAL releases_of(listener, r.id) s
    GROUP BY 2 ORDER BY 2;
$$;

-- prisma/sql/analytics/recount_rollups.sql
-- Counts parts of a listener's rollups again from their plays: after plays were removed or changed, or the catalogue was.
-- Idempotent: every row is counted from scratch.
--
-- Takes tracks and days (of the listener's calendar) whose plays have changed, and what else these tracks were counted under
-- before: recordings, albums and artists. `estimated` is the difference in plays without a listened time. The caller locks
-- the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_rollups(listener int, of_tracks int[], on_days date[], recordings int[], albums int[],
  artists int[], estimated int) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  DELETE FROM user_track_stats WHERE user_id = listener AND track_id = ANY (of_tracks);
  INSERT INTO user_track_stats (user_id, track_id, plays, listened_ms, first_played_at, last_played_at)
    SELECT p.user_id, p.track_id, count(*), sum(p.listened_ms), min(p.played_at), max(p.played_at)
    FROM counted_plays p WHERE p.user_id = listener AND p.track_id = ANY (of_tracks) GROUP BY 1, 2 ORDER BY 1, 2;

  PERFORM recount_recordings(listener, recordings || ARRAY(SELECT recording_of(listener, t) FROM unnest(of_tracks) t));
  PERFORM recount_albums(listener, albums || ARRAY(SELECT t.album_id FROM tracks t WHERE t.id = ANY (of_tracks)));
  PERFORM recount_artists(listener, artists || ARRAY(SELECT ta.artist_id FROM track_artists ta
    WHERE ta.track_id = ANY (of_tracks)));
  PERFORM recount_days(listener, on_days);
  PERFORM recount_totals(listener, estimated);
END
$$;

-- prisma/sql/analytics/recount_sessions.sql
-- Counts the sessions of UTC days of a listener again, from the plays.
--
-- Takes the listener and the days. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION recount_sessions(listener int, on_days date[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM user_session_days WHERE user_id = listener AND day = ANY (on_days);
  INSERT INTO user_session_days
    SELECT * FROM session_days(array_fill(listener, ARRAY[cardinality(on_days)]), on_days);
$$;

-- prisma/sql/analytics/recount_totals.sql
-- Adds up a listener's totals again, from the other rollups; without plays there is no row.
--
-- Takes the listener; `estimated` is the difference in plays without a listened time. The caller locks the listener's row.
-- Returns nothing.
CREATE OR REPLACE FUNCTION recount_totals(listener int, estimated int) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  before int := coalesce((SELECT estimated_plays FROM user_totals WHERE user_id = listener), 0);
BEGIN
  DELETE FROM user_totals WHERE user_id = listener;
  INSERT INTO user_totals (user_id, plays, listened_ms, tracks, recordings, artists, albums, first_played_at, last_played_at,
    estimated_plays)
    SELECT listener, sum(plays), sum(listened_ms), count(*),
      (SELECT count(*) FROM user_recording_stats WHERE user_id = listener),
      (SELECT count(*) FROM user_artist_stats WHERE user_id = listener),
      (SELECT count(*) FROM user_album_stats WHERE user_id = listener),
      min(first_played_at), max(last_played_at), before + estimated
    FROM user_track_stats WHERE user_id = listener HAVING count(*) > 0;
END
$$;

-- prisma/sql/analytics/refresh_session_days.sql
-- Trigger on plays: recounts the sessions of their days in the same transaction.
--
-- Takes the plays of one statement, whose writer locks the listeners' rows. Returns nothing.
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
  -- A day may have no play left that counts.
  IF TG_OP <> 'INSERT' THEN
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

-- prisma/sql/analytics/remeasure_plays.sql
-- Estimates again how long plays were listened to that no export reported, where the play before them has changed.
--
-- Takes ends of plays: those that ended then, and those that follow each, are measured. The caller locks the listener's row.
-- Returns the tracks and the days, of the listener's calendar, whose plays have got another time.
CREATE OR REPLACE FUNCTION remeasure_plays(listener int, ends timestamptz[], OUT of_tracks int[], OUT on_days date[])
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH named AS (
    SELECT DISTINCT at FROM unnest(ends) AS at
  ),
  chosen AS (
    SELECT e.played_at, e.track_id FROM named n JOIN play_events e ON e.user_id = listener AND e.played_at = n.at
    UNION
    SELECT e.played_at, e.track_id FROM named n CROSS JOIN LATERAL (
      SELECT p.played_at, p.track_id FROM play_events p WHERE p.user_id = listener AND p.played_at > n.at
      ORDER BY p.played_at, p.track_id LIMIT 1) e
  ),
  measured AS (
    SELECT e.played_at, e.track_id, listening_time(NULL, t.duration_ms, e.played_at, (
        SELECT p.played_at FROM play_events p
        WHERE p.user_id = listener AND (p.played_at, p.track_id) < (e.played_at, e.track_id)
        ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1)) AS ms
    FROM chosen c JOIN play_events e ON e.user_id = listener AND (e.played_at, e.track_id) = (c.played_at, c.track_id)
    JOIN tracks t ON t.id = e.track_id WHERE e.ms_played IS NULL
  ),
  corrected AS (
    UPDATE play_events e SET listened_ms = m.ms FROM measured m
    WHERE e.user_id = listener AND (e.played_at, e.track_id) = (m.played_at, m.track_id) AND e.listened_ms <> m.ms
    RETURNING e.track_id, e.played_at
  )
  SELECT coalesce(array_agg(DISTINCT c.track_id), '{}'),
      coalesce(array_agg(DISTINCT (c.played_at AT TIME ZONE u.time_zone)::date), '{}')
    INTO of_tracks, on_days FROM corrected c JOIN users u ON u.id = listener;
END
$$;

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
    -- OFFSET 0: each day by the primary key. Where a few listeners have most plays, a join would read them all.
    CROSS JOIN LATERAL (
      SELECT * FROM counted_plays p WHERE p.user_id = c.user_id AND p.played_at >= c.day::timestamp AT TIME ZONE 'UTC'
        AND p.played_at < (c.day + 1)::timestamp AT TIME ZONE 'UTC' OFFSET 0) e
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

-- prisma/sql/archival/add_endings.sql
-- Adds how plays ended, as files report it, where that is missing.
--
-- Takes plays as played_tracks does. Locks the rows that it adds, in their order: another batch that adds one waits. Returns
-- nothing.
CREATE OR REPLACE FUNCTION add_endings(plays jsonb) RETURNS void
LANGUAGE sql
AS $$
  INSERT INTO play_endings (skipped, reason_start, reason_end)
    SELECT DISTINCT x.skipped, coalesce(x.reason_start, ''), coalesce(x.reason_end, '')
    FROM jsonb_to_recordset(plays) AS x(skipped boolean, reason_start text, reason_end text)
    WHERE num_nonnulls(x.skipped, x.reason_start, x.reason_end) > 0
      AND (SELECT n.id FROM play_endings n WHERE n.reason_start = coalesce(x.reason_start, '')
        AND n.reason_end = coalesce(x.reason_end, '') AND n.skipped IS NOT DISTINCT FROM x.skipped) IS NULL
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING
$$;

-- prisma/sql/archival/add_plays.sql
-- Writes the new plays, and adds those that count to every rollup: not those that are too short, or left out by an exclusion.
--
-- Takes plays as played_tracks does; their tracks, contexts and endings are there. The caller locks the listeners' rows.
-- Returns [{user_id, plays}]: how many new plays each got, replaced ones not counted.
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
  added jsonb;
BEGIN
  PERFORM hold_catalogue(plays);

  WITH fresh AS MATERIALIZED (
    SELECT DISTINCT ON (x.user_id, x.played_at, x.track_id)
      x.user_id, x.played_at, x.track_id, x.ms_played, c.id AS context_id, x.sources, x.first_origin,
      (SELECT n.id FROM play_endings n WHERE n.reason_start = coalesce(x.reason_start, '')
        AND n.reason_end = coalesce(x.reason_end, '') AND n.skipped IS NOT DISTINCT FROM x.skipped) AS ending_id
    FROM played_tracks(plays) x
    JOIN users u ON u.id = x.user_id
    LEFT JOIN play_contexts c ON c.uri = x.context
    WHERE x.track_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = x.user_id AND e.played_at = x.played_at AND e.track_id = x.track_id)
    ORDER BY x.user_id, x.played_at, x.track_id, x.ms_played DESC NULLS LAST
  ),
  left_out AS MATERIALIZED (
    SELECT o.* FROM (SELECT array_agg(f.user_id) AS listeners, array_agg(f.track_id) AS tracks,
        array_agg(f.context_id) AS contexts, array_agg(f.played_at) AS ends FROM fresh f) l
    CROSS JOIN LATERAL left_out_plays(l.listeners, l.tracks, l.contexts, l.ends) o
  ),
  -- The stored plays on both sides of new ones. Only the estimate of the play after a new one can change; a play that is left
  -- out has none.
  neighbours AS (
    SELECT n.user_id, n.played_at, n.track_id, max(n.ms_played) AS ms_played, max(n.was) AS was FROM (
      SELECT e.*, NULL::int AS ms_played, NULL::int AS was FROM fresh f CROSS JOIN LATERAL (
        SELECT p.user_id, p.played_at, p.track_id FROM play_events p
        WHERE p.user_id = f.user_id AND (p.played_at, p.track_id) < (f.played_at, f.track_id)
        ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1) e
      UNION ALL
      SELECT e.* FROM fresh f CROSS JOIN LATERAL (
        SELECT p.user_id, p.played_at, p.track_id, p.ms_played, p.listened_ms FROM play_events p
        WHERE p.user_id = f.user_id AND (p.played_at, p.track_id) > (f.played_at, f.track_id)
        ORDER BY p.played_at, p.track_id LIMIT 1) e) n
    GROUP BY 1, 2, 3
  ),
  line AS (
    SELECT user_id, played_at, track_id, ms_played, context_id, sources, first_origin, ending_id, true AS is_new,
      NULL::int AS was
    FROM fresh
    UNION ALL
    SELECT user_id, played_at, track_id, ms_played, NULL, NULL, NULL, NULL, false, was FROM neighbours
  ),
  measured AS MATERIALIZED (
    SELECT l.*, listening_time(l.ms_played, t.duration_ms, l.played_at,
        lag(l.played_at) OVER (PARTITION BY l.user_id ORDER BY l.played_at, l.track_id)) AS listened_ms,
      o.track_id IS NOT NULL AS is_left_out, o.track_id IS NULL AND counts_as_play(l.ms_played, u.counts_from_ms) AS counts
    FROM line l JOIN tracks t ON t.id = l.track_id JOIN users u ON u.id = l.user_id
    LEFT JOIN left_out o ON l.is_new AND (o.user_id, o.played_at, o.track_id) = (l.user_id, l.played_at, l.track_id)
  ),
  origins AS (
    INSERT INTO play_origins (id, sources, created_at, first_id)
    SELECT n.id, n.sources, at_now, coalesce(n.first_origin, n.id)
    FROM (SELECT nextval('play_origins_id_seq')::int AS id, d.* FROM (SELECT DISTINCT sources, first_origin FROM fresh) d) n
    RETURNING id, sources, first_id
  ),
  written AS (
    INSERT INTO play_events (user_id, played_at, track_id, ms_played, listened_ms, context_id, origin_id, ending_id)
    SELECT m.user_id, m.played_at, m.track_id, m.ms_played, CASE WHEN NOT m.is_left_out THEN m.listened_ms END,
      m.context_id, o.id, m.ending_id
    FROM measured m JOIN origins o ON o.sources = m.sources AND o.first_id = coalesce(m.first_origin, o.id) WHERE m.is_new
    ORDER BY m.user_id, m.played_at, m.track_id
  ),
  corrected AS (
    UPDATE play_events e SET listened_ms = m.listened_ms
    FROM measured m
    WHERE (e.user_id, e.played_at, e.track_id) = (m.user_id, m.played_at, m.track_id)
      AND m.was IS NOT NULL AND m.was <> m.listened_ms
  )
  SELECT array_agg(m.user_id) FILTER (WHERE m.counts), array_agg(m.track_id) FILTER (WHERE m.counts),
      array_agg(m.played_at) FILTER (WHERE m.counts), array_agg(m.is_new::int) FILTER (WHERE m.counts),
      array_agg((m.is_new AND m.ms_played IS NULL)::int) FILTER (WHERE m.counts),
      array_agg((m.listened_ms - coalesce(m.was, 0))::bigint) FILTER (WHERE m.counts),
      (SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', f.user_id, 'plays', f.plays)), '[]')
       FROM (SELECT user_id, count(*) FILTER (WHERE first_origin IS NULL)::int AS plays
         FROM fresh GROUP BY 1) f)
    INTO of_listeners, of_tracks, ends, numbers, estimated, ms, added
    FROM measured m WHERE m.is_new OR m.was <> m.listened_ms;

  INSERT INTO play_reports (user_id, played_at, track_id, source, ended_at)
    SELECT x.user_id, x.played_at, x.track_id, r.source, r.ended_at
    FROM played_tracks(plays) x
    CROSS JOIN LATERAL jsonb_to_recordset(x.reports) AS r(source play_source, ended_at timestamptz)
    WHERE r.ended_at <> x.played_at
    ON CONFLICT DO NOTHING;

  PERFORM apply_rollup_delta(of_listeners, of_tracks, ends, numbers, estimated, ms);
  RETURN added;
END
$$;

-- prisma/sql/archival/add_rejected_items.sql
-- Stores items that could not be read as plays, once each.
--
-- Takes [{user_id, reason, payload, payload_bytes, payload_hash, played_at}]; those of deleted accounts are skipped. The
-- caller locks the listeners' rows. Returns nothing.
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

-- prisma/sql/archival/changed_poll_states.sql
-- The states of connections in a batch that differ from the stored ones, as rows of users of which no other column is set.
--
-- A listener who signed in meanwhile has a newer token version: the state of the old connection is not among them.
CREATE OR REPLACE FUNCTION changed_poll_states(states jsonb) RETURNS SETOF users
LANGUAGE sql STABLE
AS $$
  SELECT s.* FROM jsonb_populate_recordset(NULL::users, states) s
  JOIN users u ON u.id = s.id AND u.token_version = s.token_version
  WHERE (s.is_active, s.disconnected_reason, s.consecutive_failures, s.auth_failures, s.network_failures,
         s.last_failure_type, s.last_failed_at, s.circuit_open_until, s.circuit_opened_count)
    IS DISTINCT FROM (u.is_active, u.disconnected_reason, u.consecutive_failures, u.auth_failures, u.network_failures,
         u.last_failure_type, u.last_failed_at, u.circuit_open_until, u.circuit_opened_count)
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

-- prisma/sql/archival/hold_catalogue.sql
-- Keeps the tracks of new plays, and the genres of their artists, as they are until the transaction ends: a later change
-- then finds the new rollups and notes their listeners. Other writers of plays do not wait.
--
-- Takes plays as played_tracks does. Locks their tracks and artists FOR KEY SHARE, by key. Returns nothing.
CREATE OR REPLACE FUNCTION hold_catalogue(plays jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  of_tracks int[];
BEGIN
  SELECT array_agg(DISTINCT x.track_id) INTO of_tracks FROM played_tracks(plays) x;
  PERFORM 1 FROM tracks WHERE id = ANY (of_tracks) ORDER BY id FOR KEY SHARE;
  PERFORM 1 FROM artists WHERE id IN (SELECT artist_id FROM track_artists WHERE track_id = ANY (of_tracks))
    ORDER BY id FOR KEY SHARE;
END
$$;

-- prisma/sql/archival/listeners_changed.sql
-- The listeners whose plays have changed since the caller of write_batch compared its own with them: another write came between.
--
-- Takes a batch, and the listeners whose rows the caller has locked.
CREATE OR REPLACE FUNCTION listeners_changed(batch jsonb, listeners int[]) RETURNS int[]
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT coalesce(array_agg(l.id), '{}')
  FROM jsonb_to_recordset(batch->'listeners') AS l(id int, compared_spans jsonb, compared_plays int, compared_removed int,
    compared_origin int, compared_tracks bigint)
  -- Each write of a play gives it a newer origin, or another track.
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE NOT e.is_removed) AS plays, count(*) FILTER (WHERE e.is_removed) AS removed,
      coalesce(max(e.origin_id), 0) AS origin, coalesce(sum(e.track_id), 0) AS tracks
    FROM jsonb_to_recordset(l.compared_spans) AS s("from" timestamptz, "to" timestamptz)
    CROSS JOIN LATERAL (
      SELECT origin_id, track_id, false AS is_removed FROM play_events
      WHERE user_id = l.id AND played_at BETWEEN s."from" AND s."to"
      UNION ALL
      SELECT origin_id, track_id, true FROM removed_plays
      WHERE user_id = l.id AND played_at BETWEEN s."from" AND s."to") e) now
  WHERE l.id = ANY (listeners) AND l.compared_spans IS NOT NULL
    AND (l.compared_plays, l.compared_removed, l.compared_origin, l.compared_tracks)
      <> (now.plays, now.removed, now.origin, now.tracks)
$$;

-- prisma/sql/archival/listeners_to_write.sql
-- The listeners of a batch to be written: those with plays, with news of removed ones, with an item rejected for the first
-- time, or with another state than the one stored. A listener without changes is neither written nor locked.
--
-- Takes a batch. Locks nothing. Returns ids, without those of deleted accounts.
CREATE OR REPLACE FUNCTION listeners_to_write(batch jsonb) RETURNS int[]
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT coalesce(array_agg(u.id), '{}')
  FROM jsonb_to_recordset(batch->'listeners') AS l(id int) JOIN users u ON u.id = l.id
  WHERE u.id IN (SELECT (p->>'user_id')::int FROM jsonb_array_elements(batch->'plays' || coalesce(batch->'removed', '[]')) p)
    OR u.id IN (SELECT x.user_id FROM jsonb_to_recordset(batch->'rejected') AS x(user_id int, payload_hash text)
      WHERE NOT EXISTS (SELECT 1 FROM rejected_items k WHERE k.user_id = x.user_id AND k.payload_hash = x.payload_hash))
    OR u.id IN (SELECT s.id FROM changed_poll_states(batch->'listeners') s)
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
        FROM known_ends WHERE user_id = o.user_id AND played_at BETWEEN o.from_at AND o.to_at
      ) e
      WHERE o.closed_at IS NULL AND o.user_id = ANY (listeners)
      GROUP BY o.id
    ) rest
    WHERE g.id = rest.id AND g.missed_at_most <> rest.missed
$$;

-- prisma/sql/archival/note_archived_from.sql
-- Notes since when the archive has every play of a listener: since the first play that a poll brought. Written once a listener.
--
-- Takes plays of polls as add_plays does, of listeners whose rows the caller has locked. Returns nothing.
CREATE OR REPLACE FUNCTION note_archived_from(plays jsonb) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  UPDATE users u SET archived_from = f.first_at
    FROM (SELECT x.user_id, min(x.played_at) AS first_at
      FROM jsonb_to_recordset(plays) AS x(user_id int, played_at timestamptz) GROUP BY 1) f
    WHERE u.id = f.user_id AND u.archived_from IS NULL
$$;

-- prisma/sql/archival/note_moved_plays.sql
-- Notes the tracks that known plays have moved to, so that these plays are matched again with all around them (rematchPlays): more
-- is known of such a track than of the one before, and two known plays may turn out to be one.
--
-- Takes plays as played_tracks does, each with the track that it was of so far: [{was_track_id, …}]; without one it is new. The
-- caller locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION note_moved_plays(plays jsonb) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  INSERT INTO stale_rollups (user_id, track_id, artist_ids)
    SELECT DISTINCT u.id, m.track_id, '{}'::int[]
    FROM jsonb_to_recordset(plays) AS x(user_id int, track text, track_id int, was_track_id int)
    JOIN users u ON u.id = x.user_id
    CROSS JOIN LATERAL (SELECT coalesce(x.track_id, claimed_track(x.user_id, x.track, NULL)) AS track_id) m
    WHERE x.was_track_id IS NOT NULL AND x.was_track_id <> m.track_id
$$;

-- prisma/sql/archival/note_incomplete_answers.sql
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

-- prisma/sql/archival/open_gaps.sql
-- Opens a gap where a full page's oldest item is new: what lies between it and the play before it may be lost. The oldest
-- item may be a rejected one, which then says how far back the page reaches. A play that its listener removed is known too.
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
    CROSS JOIN LATERAL (SELECT k.played_at FROM known_ends k
      WHERE k.user_id = p.user_id AND k.played_at < p.oldest ORDER BY k.played_at DESC LIMIT 1) before
    WHERE NOT EXISTS (SELECT 1 FROM known_ends k WHERE k.user_id = p.user_id AND k.played_at = p.oldest)
      AND NOT EXISTS (SELECT 1 FROM rejected_items r WHERE r.user_id = p.user_id AND r.played_at = p.oldest)
      -- A page that was read earlier, and is written later than another, lies within the gap of that one.
      AND NOT EXISTS (SELECT 1 FROM archive_gaps g WHERE g.user_id = p.user_id AND g.closed_at IS NULL
        AND g.from_at <= before.played_at AND g.to_at >= p.oldest)
      -- A file has reported it, with another end.
      AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset(batch->'plays' || coalesce(batch->'removed', '[]')) AS b(user_id int, played_at timestamptz, first_origin int)
        WHERE b.user_id = p.user_id AND b.played_at = p.oldest AND b.first_origin IS NOT NULL)
  ), opened AS (
    INSERT INTO archive_gaps (user_id, from_at, to_at, missed_at_most, opened_at)
    SELECT user_id, from_at, to_at, missed_at_most, (batch->>'now')::timestamptz FROM candidate WHERE missed_at_most > 0
    ON CONFLICT DO NOTHING
    RETURNING 1
  )
  SELECT count(*)::int FROM opened
$$;

-- prisma/sql/archival/played_tracks.sql
-- The plays of a batch, each with the track that it is of; by joins, which take a fifth of a look-up for each play.
--
-- Takes [{user_id, played_at, track, track_id, ms_played, context, sources, first_origin, skipped, reason_start, reason_end,
-- reports: [{source, ended_at}]}]:
-- `track` is Spotify's id (the catalogue's track, but the listener's claim where only that has a name), `track_id` names a track without an id;
-- `first_origin` is the first origin of a play that this one replaces.
CREATE OR REPLACE FUNCTION played_tracks(plays jsonb) RETURNS TABLE (user_id int, played_at timestamptz, track_id int,
  ms_played int, context text, sources play_source[], first_origin int, skipped boolean, reason_start text, reason_end text,
  reports jsonb)
LANGUAGE sql STABLE
AS $$
  SELECT x.user_id, x.played_at, coalesce(x.track_id, CASE WHEN named.name <> '' THEN named.id END, claim.id, named.id), x.ms_played, x.context, x.sources, x.first_origin,
    x.skipped, x.reason_start, x.reason_end, x.reports
  FROM jsonb_to_recordset(plays) AS x(user_id int, played_at timestamptz, track text, track_id int, ms_played int,
    context text, sources play_source[], first_origin int, skipped boolean, reason_start text, reason_end text, reports jsonb)
  LEFT JOIN tracks named ON named.spotify_id = x.track AND named.claimed_by IS NULL
  LEFT JOIN tracks claim ON claim.spotify_id = x.track AND claim.claimed_by = x.user_id
$$;

-- prisma/sql/archival/plays_that_fit.sql
-- How many plays may be missing between the ends of two known plays: the later one lasted at least 30 s, as did each
-- missing one, because Spotify lists nothing shorter.
CREATE OR REPLACE FUNCTION plays_that_fit(from_at timestamptz, to_at timestamptz) RETURNS int
LANGUAGE sql IMMUTABLE
AS $$ SELECT coalesce(greatest(0, floor(extract(epoch FROM to_at - from_at) / 30)::int - 1), 0) $$;

-- prisma/sql/archival/save_last_polls.sql
-- Raises the time at which Spotify last answered for each listener; one more than an hour ahead, which a wrong clock wrote, is
-- corrected. The row is the listener's own and small, so a poll without new plays does not rewrite the listener's large row.
--
-- Takes the listeners of a batch; those without an answer and those of deleted accounts are skipped.
-- Locks the rows of last_polls by user id; the listener's own row only for the first poll. Returns nothing.
CREATE OR REPLACE FUNCTION save_last_polls(states jsonb, at_now timestamptz) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM 1 FROM last_polls
    WHERE user_id IN (SELECT s.id FROM jsonb_to_recordset(states) AS s(id int, polled_at timestamptz)
      WHERE s.polled_at IS NOT NULL)
    ORDER BY user_id FOR NO KEY UPDATE;
  UPDATE last_polls p SET polled_at = s.polled_at
    FROM jsonb_to_recordset(states) AS s(id int, polled_at timestamptz)
    WHERE p.user_id = s.id AND (s.polled_at > p.polled_at OR p.polled_at > at_now + interval '1 hour');
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
-- Takes the listeners of a batch, and the ids whose rows the caller has locked.
-- Returns the changes: [{user_id, from_state, to_state, failure_type, reason, open_until}].
CREATE OR REPLACE FUNCTION save_poll_states(states jsonb, listeners int[], at_now timestamptz) RETURNS jsonb
LANGUAGE sql
AS $$
  WITH changed AS MATERIALIZED (
    SELECT s.*,
      breaker_state_at(u.is_active, u.consecutive_failures, u.circuit_open_until, at_now) AS from_state,
      breaker_state_at(s.is_active, s.consecutive_failures, s.circuit_open_until, at_now) AS to_state
    FROM changed_poll_states(states) s JOIN users u ON u.id = s.id
    WHERE u.id = ANY (listeners)
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
      SELECT id, at_now, from_state, to_state, last_failure_type, r.reason, circuit_open_until
      FROM changed JOIN jsonb_to_recordset(states) AS r(id int, reason text) USING (id)
      WHERE from_state <> to_state ORDER BY id
      RETURNING user_id, from_state, to_state, failure_type, reason, open_until
  )
  SELECT coalesce(jsonb_agg(to_jsonb(n)), '[]') FROM noted n
$$;

-- prisma/sql/archival/write_batch.sql
-- The one writer of plays: polls and imports both end here, with one call per batch of any size.
--
-- Takes a batch as src/repositories/archival/play-batch-repository.ts describes it (PlayBatch).
-- Locks: the rows of the listeners that it will write, by id, then the tracks and artists of new plays (hold_catalogue). One
-- call is one transaction; each step sees what other transactions committed before it.
-- Returns {changed: [listeners]} and writes nothing when plays were added or removed since the caller compared its own with
-- them; else {new_plays: [{user_id, plays}], gaps_opened, transitions, artists_due, has_news, has_stale_rollups}. Idempotent: safe to
-- repeat.
CREATE OR REPLACE FUNCTION write_batch(batch jsonb) RETURNS jsonb
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  at_now timestamptz := (batch->>'now')::timestamptz;
  listeners int[];
  changed int[];
  new_plays jsonb := '[]';
  opened int;
  transitions jsonb;
BEGIN
  listeners := listeners_to_write(batch);
  PERFORM 1 FROM users WHERE id = ANY (listeners) ORDER BY id FOR NO KEY UPDATE;
  changed := listeners_changed(batch, listeners);
  IF changed <> '{}' THEN RETURN jsonb_build_object('changed', changed); END IF;

  PERFORM add_to_catalogue(batch);
  -- All at once: in two steps, two batches could each wait for what the other adds.
  PERFORM add_endings(batch->'plays' || coalesce(batch->'removed', '[]'));
  -- Before the plays: "known" must still mean known before this batch.
  opened := open_gaps(batch, listeners);
  PERFORM remove_plays(r.user_id, jsonb_agg(jsonb_build_object('played_at', r.played_at, 'track_id', r.track_id)))
    FROM jsonb_to_recordset(batch->'replaced') AS r(user_id int, played_at timestamptz, track_id int) GROUP BY r.user_id;
  IF batch->'plays' <> '[]' THEN
    new_plays := add_plays(batch->'plays', at_now);
    PERFORM note_moved_plays(batch->'plays');
    IF batch->>'source' = 'poll' THEN
      PERFORM note_archived_from(batch->'plays');
      PERFORM note_incomplete_answers(batch);
    END IF;
  END IF;
  PERFORM update_removed(batch->'removed', at_now);
  PERFORM carry_exclusions(batch);
  PERFORM narrow_gaps(ARRAY(SELECT (n->>'user_id')::int FROM jsonb_array_elements(new_plays) n), batch->>'source',
    at_now);
  PERFORM add_rejected_items(batch->'rejected', at_now);
  transitions := save_poll_states(batch->'listeners', listeners, at_now);
  PERFORM save_last_polls(batch->'listeners', at_now);
  -- Last: all batches of the hour share the run's row, so it is held shortest.
  PERFORM count_in_run(batch, new_plays, opened);

  RETURN jsonb_build_object('new_plays', new_plays, 'gaps_opened', opened, 'transitions', transitions,
    'artists_due', artists_due(batch->'artists', at_now), 'has_news', EXISTS (SELECT FROM news_in(batch)),
    'has_stale_rollups', EXISTS (SELECT 1 FROM stale_rollups));
END
$$;

-- prisma/sql/catalogue/add_to_catalogue.sql
-- Adds the artists, albums, tracks and contexts that Spotify named and that are missing; what has changed is left to
-- renew_catalogue.
--
-- Takes a batch. Rows are written in the order of their keys, so that two batches never wait for each other. Locks the artists
-- and the listeners whose claims are noted FOR KEY SHARE. Returns nothing.
CREATE OR REPLACE FUNCTION add_to_catalogue(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH created AS (
    INSERT INTO artists (spotify_id, name_key, name, search_name)
    SELECT DISTINCT ON (a.key) a.spotify_id, a.name_key, a.name, a.search_name
    FROM (SELECT x.*, coalesce(x.spotify_id, 'name:' || x.name_key) AS key
          FROM jsonb_to_recordset(batch->'artists')
            AS x(spotify_id text, name_key text, name text, search_name text)) a
    WHERE NOT EXISTS (SELECT 1 FROM artists k WHERE k.spotify_id = a.spotify_id AND k.claimed_by IS NULL)
      AND NOT EXISTS (SELECT 1 FROM artists k WHERE k.name_key = a.name_key AND k.claimed_by IS NULL)
      AND (a.spotify_id IS NOT NULL OR EXISTS (
        SELECT 1 FROM jsonb_to_recordset(batch->'track_artists') AS c(track text, spotify_id text, name_key text)
        WHERE c.spotify_id IS NULL AND c.name_key = a.name_key AND known_credit(c.track, c.name_key) IS NULL))
    ORDER BY a.key
    ON CONFLICT DO NOTHING
    RETURNING spotify_id, search_name
  )
  -- Claims of this id or name: settle_listener links their tracks to the artist that Spotify named.
  INSERT INTO stale_rollups (user_id, artist_ids)
    SELECT u.id, ARRAY[n.id]
    FROM (
      SELECT k.claimed_by, k.id FROM created JOIN artists k USING (search_name) WHERE k.claimed_by IS NOT NULL
      UNION
      SELECT k.claimed_by, k.id FROM created JOIN artists k USING (spotify_id) WHERE k.claimed_by IS NOT NULL) n
    -- Whose account is deleted meanwhile is waited for and left out.
    JOIN users u ON u.id = n.claimed_by ORDER BY u.id, n.id FOR KEY SHARE OF u;

  WITH created AS (
    INSERT INTO albums (spotify_id, name, search_name, image_url, release_date, total_tracks)
    SELECT DISTINCT ON (x.spotify_id) x.spotify_id, x.name, x.search_name, x.image_url, x.release_date, x.total_tracks
    FROM jsonb_to_recordset(batch->'albums')
      AS x(spotify_id text, name text, search_name text, image_url text, release_date text, total_tracks smallint)
    WHERE NOT EXISTS (SELECT 1 FROM albums k WHERE k.spotify_id = x.spotify_id AND k.claimed_by IS NULL)
    ORDER BY x.spotify_id
    ON CONFLICT DO NOTHING
    RETURNING spotify_id
  )
  -- Claims of this id, likewise. Those of a name wait for the daily sweep: too many albums have the same name.
  INSERT INTO stale_rollups (user_id, album_id, artist_ids)
    SELECT u.id, k.id, '{}' FROM created JOIN albums k USING (spotify_id) JOIN users u ON u.id = k.claimed_by
    ORDER BY u.id, k.id FOR KEY SHARE OF u;

  -- By key and before any of them is named by a new row: nobody who locks artists FOR UPDATE waits in a circle.
  PERFORM 1 FROM artists WHERE claimed_by IS NULL
      AND spotify_id IN (SELECT x.spotify_id FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text))
    ORDER BY id FOR KEY SHARE;
  PERFORM add_tracks(batch);

  INSERT INTO play_contexts (type, uri)
    SELECT DISTINCT ON (x.uri) x.type, x.uri
    FROM jsonb_to_recordset(batch->'contexts') AS x(type text, uri text)
    WHERE NOT EXISTS (SELECT 1 FROM play_contexts k WHERE k.uri = x.uri)
    ORDER BY x.uri
    ON CONFLICT DO NOTHING;

  -- Claims that Spotify now speaks about: settle_listener merges them. Those of a title are found before track_of_claim looks
  -- at each: otherwise it looks at all claims there are.
  WITH of_titles AS MATERIALIZED (
    SELECT k.id FROM jsonb_to_recordset(batch->'tracks') AS x(title_key text) JOIN tracks k USING (title_key)
    WHERE k.claimed_by IS NOT NULL AND k.spotify_id IS NULL AND k.title_key <> ''
  ),
  spoken AS MATERIALIZED (
    SELECT k.id FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text) JOIN tracks k USING (spotify_id)
    WHERE k.claimed_by IS NOT NULL
    UNION
    SELECT id FROM of_titles WHERE track_of_claim(id) IS NOT NULL
  )
  INSERT INTO stale_rollups (user_id, track_id, album_id, artist_ids, recording_id)
    SELECT u.id, c.id, c.album_id, artists_of(c.id), c.recording_id
    FROM spoken JOIN tracks c USING (id) JOIN users u ON u.id = c.claimed_by
    ORDER BY u.id, c.id FOR KEY SHARE OF u;
END
$$;

-- prisma/sql/catalogue/add_tracks.sql
-- Adds the tracks of a batch that are missing, with their artists and their recordings. Tracks of one batch that are the
-- same recording get one number too. A track that connects recordings is left as news, so that renew_catalogue joins them.
--
-- Takes a batch whose artists and albums are in the catalogue; the caller locks these artists FOR KEY SHARE. Locks the tracks
-- that it adds, by their ids at Spotify. Returns nothing.
CREATE OR REPLACE FUNCTION add_tracks(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  added int[];
BEGIN
  WITH missing AS MATERIALIZED (
    SELECT DISTINCT ON (x.spotify_id) x.*, al.id AS album_id
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, name text, search_name text, duration_ms int, album text,
      isrc text, explicit boolean, disc_number smallint, track_number smallint, title_key text, artists_key text, answer_hash text)
    LEFT JOIN albums al ON al.spotify_id = x.album AND al.claimed_by IS NULL
    WHERE NOT EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = x.spotify_id AND k.claimed_by IS NULL)
    ORDER BY x.spotify_id
  ),
  led AS MATERIALIZED (
    SELECT m.*, (SELECT min(r) FROM linked_recordings(m.isrc, m.title_key, m.artists_key, m.duration_ms) r) AS known,
      least(
        CASE WHEN m.isrc IS NOT NULL THEN min(m.spotify_id) OVER (PARTITION BY m.isrc) END,
        CASE WHEN m.title_key <> '' AND m.artists_key <> '' AND m.duration_ms IS NOT NULL THEN
          min(m.spotify_id) OVER (PARTITION BY m.title_key, m.artists_key ORDER BY m.duration_ms
            RANGE BETWEEN 2000 PRECEDING AND 2000 FOLLOWING) END,
        m.spotify_id) AS leader
    FROM missing m
  ),
  numbered AS MATERIALIZED (
    SELECT l.*, coalesce(min(l.known) OVER same, CASE WHEN l.spotify_id = min(l.spotify_id) OVER same
      THEN nextval('recording_ids')::int END) AS number
    FROM led l WINDOW same AS (PARTITION BY l.leader)
  ),
  -- A track's artists are written with the track, or by renew_catalogue: the artist rollups rely on them.
  created AS (
    INSERT INTO tracks (spotify_id, name, search_name, duration_ms, album_id, isrc, explicit, disc_number, track_number,
      title_key, artists_key, answer_hash, recording_id)
    SELECT l.spotify_id, l.name, l.search_name, l.duration_ms, l.album_id, l.isrc, coalesce(l.explicit, false), l.disc_number,
      l.track_number, l.title_key, l.artists_key, l.answer_hash, coalesce(l.known, max(l.number) OVER (PARTITION BY l.leader))
    FROM numbered l ORDER BY l.spotify_id
    ON CONFLICT DO NOTHING
    RETURNING id, spotify_id
  ),
  credited AS (
    INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, x.artist_id
    FROM credited_artists(batch) x JOIN created t ON t.spotify_id = x.track
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING
  )
  SELECT array_agg(id) INTO added FROM created;

  UPDATE tracks t SET answer_hash = NULL
    WHERE t.id = ANY (added) AND EXISTS (
      SELECT 1 FROM linked_recordings(t.isrc, t.title_key, t.artists_key, t.duration_ms, t.id) r WHERE r <> t.recording_id);
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
    JOIN artists a ON a.spotify_id = x.spotify_id AND a.claimed_by IS NULL
    WHERE (a.details_fetched_at IS NULL OR a.details_fetched_at < at_now - interval '30 days')
      AND (a.details_asked_at IS NULL OR a.details_asked_at < at_now - interval '1 day'))
$$;

-- prisma/sql/catalogue/artists_of.sql
-- The artists of a track, sorted by their key.
CREATE OR REPLACE FUNCTION artists_of(track int) RETURNS int[]
LANGUAGE sql STABLE
AS $$ SELECT ARRAY(SELECT artist_id FROM track_artists WHERE track_id = track ORDER BY artist_id) $$;

-- prisma/sql/catalogue/credited_artists.sql
-- The artists of the tracks in a batch, by Spotify's id; without one the track's known artist of this name, else by name.
--
-- Takes a batch whose artists are in the catalogue.
CREATE OR REPLACE FUNCTION credited_artists(batch jsonb) RETURNS TABLE (track text, "position" smallint, artist_id int)
LANGUAGE sql STABLE
AS $$
  SELECT x.track, x.position, coalesce(identified.id, known.id, named.id)
  FROM jsonb_to_recordset(batch->'track_artists') AS x(track text, position smallint, spotify_id text, name_key text)
  LEFT JOIN artists identified ON identified.spotify_id = x.spotify_id AND identified.claimed_by IS NULL
  LEFT JOIN LATERAL (SELECT known_credit(x.track, x.name_key) AS id WHERE x.spotify_id IS NULL) known ON true
  LEFT JOIN artists named ON named.name_key = x.name_key AND named.claimed_by IS NULL
  WHERE num_nonnulls(identified.id, known.id, named.id) > 0
$$;

-- prisma/sql/catalogue/join_recordings.sql
-- Puts tracks with the recording that they belong to now: recordings that a track connects become one, and a track that no
-- longer belongs to its recording leaves it.
--
-- Takes tracks. Locks: other renewals of the catalogue wait; the tracks, and those that get another number, FOR UPDATE. Gives
-- up when it waits for longer than half a second: the next answer about a track, or the daily sweep, tries again. Returns how
-- many tracks got another number.
CREATE OR REPLACE FUNCTION join_recordings(of_tracks int[]) RETURNS int
LANGUAGE plpgsql
SET jit = off
SET lock_timeout = '500ms'
AS $$
DECLARE
  next_id int;
  one tracks;
  linked int[];
  stays boolean;
  target int;
  moving int[];
  moved int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(7062026112200900);
  FOR next_id IN SELECT DISTINCT x FROM unnest(of_tracks) x ORDER BY x LOOP
    -- Read here, not by the loop: the track before may have moved this one.
    SELECT * INTO one FROM tracks WHERE id = next_id AND claimed_by IS NULL FOR UPDATE;
    CONTINUE WHEN NOT FOUND;
    linked := ARRAY(SELECT linked_recordings(one.isrc, one.title_key, one.artists_key, one.duration_ms, one.id));
    stays := one.recording_id = ANY (linked)
      OR NOT EXISTS (SELECT 1 FROM tracks WHERE recording_id = one.recording_id AND id <> one.id);
    target := coalesce((SELECT min(r) FROM unnest(linked || CASE WHEN stays THEN one.recording_id END) r),
      nextval('recording_ids')::int);
    moving := ARRAY(SELECT id FROM tracks
      WHERE claimed_by IS NULL AND recording_id <> target
        AND (id = one.id OR recording_id = ANY (linked || CASE WHEN stays THEN one.recording_id END))
      ORDER BY id FOR UPDATE);
    CONTINUE WHEN moving = '{}';
    PERFORM note_stale_rollups(moving);
    UPDATE tracks SET recording_id = target WHERE id = ANY (moving);
    moved := moved + cardinality(moving);
  END LOOP;
  RETURN moved;
END
$$;

-- prisma/sql/catalogue/known_credit.sql
-- The artist whom a track of the catalogue has under a name and with an id: an answer that lacks the id means this one.
--
-- Takes Spotify's id of the track and a name as artists.search_name has it; null for none.
CREATE OR REPLACE FUNCTION known_credit(track text, name text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT min(a.id) FROM tracks t JOIN track_artists ta ON ta.track_id = t.id JOIN artists a ON a.id = ta.artist_id
  WHERE t.spotify_id = known_credit.track AND t.claimed_by IS NULL AND a.search_name = known_credit.name
    AND a.spotify_id IS NOT NULL
$$;

-- prisma/sql/catalogue/linked_recordings.sql
-- The recordings that a track belongs to, by what Spotify said of other tracks: the same ISRC, or the same title and artists
-- and a length within 2 s. As isSameRecording of src/lib/catalogue/same-recording.ts. Claims are left out.
CREATE OR REPLACE FUNCTION linked_recordings(of_isrc text, of_title text, of_artists text, of_ms int,
  but_track int DEFAULT NULL) RETURNS SETOF int
LANGUAGE sql STABLE
AS $$
  SELECT k.recording_id FROM tracks k
  WHERE k.isrc = of_isrc AND k.claimed_by IS NULL AND k.id IS DISTINCT FROM but_track
  UNION
  SELECT k.recording_id FROM tracks k
  WHERE k.title_key = of_title AND k.artists_key = of_artists AND of_title <> '' AND of_artists <> ''
    AND k.duration_ms BETWEEN of_ms - 2000 AND of_ms + 2000 AND k.claimed_by IS NULL AND k.id IS DISTINCT FROM but_track
$$;

-- prisma/sql/catalogue/news_in.sql
-- What Spotify describes differently than before: tracks, and known artists and albums, which an answer about a new track can
-- name, too. An id a row, the others null. One statement without settings, so that PostgreSQL inlines it:
-- whether there are any costs a look-up by key for each track, artist and album.
--
-- Takes a batch.
CREATE OR REPLACE FUNCTION news_in(batch jsonb) RETURNS TABLE (track_id int, artist_id int, album_id int)
LANGUAGE sql STABLE
AS $$
  SELECT t.id, NULL::int, NULL::int FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, answer_hash text)
    JOIN tracks t ON t.spotify_id = x.spotify_id AND t.claimed_by IS NULL
    WHERE t.answer_hash IS DISTINCT FROM x.answer_hash
  UNION ALL
  SELECT NULL, a.id, NULL FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text, name text)
    JOIN artists a ON a.spotify_id = x.spotify_id AND a.claimed_by IS NULL
    WHERE x.name <> '' AND a.name <> x.name
  UNION ALL
  SELECT NULL, NULL, al.id FROM jsonb_to_recordset(batch->'albums')
      AS x(spotify_id text, name text, image_url text, release_date text, total_tracks smallint)
    JOIN albums al ON al.spotify_id = x.spotify_id AND al.claimed_by IS NULL
    WHERE (coalesce(nullif(x.name, ''), al.name), coalesce(x.image_url, al.image_url),
        coalesce(x.release_date, al.release_date), coalesce(x.total_tracks, al.total_tracks))
      IS DISTINCT FROM (al.name, al.image_url, al.release_date, al.total_tracks)
$$;

-- prisma/sql/catalogue/note_changed_artists.sql
-- Trigger on artists: notes who played an artist whose genres, name or picture have changed, so that settle_listener counts their
-- genres again and neither name nor picture is shown from a cache. A change of genres locks the artists FOR UPDATE first:
-- add_plays waits, so no first play is missed.
--
-- Takes the artists of one statement. Locks the listeners FOR KEY SHARE, by id. Returns nothing.
CREATE OR REPLACE FUNCTION note_changed_artists() RETURNS trigger
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  changed int[];
BEGIN
  SELECT array_agg(n.id) INTO changed FROM before o JOIN after n ON n.id = o.id
    WHERE (n.genres, n.name, n.image_url) IS DISTINCT FROM (o.genres, o.name, o.image_url);
  INSERT INTO stale_rollups (user_id, artist_ids)
    SELECT u.id, '{}' FROM users u
    WHERE changed IS NOT NULL
      AND EXISTS (SELECT 1 FROM user_artist_stats s WHERE s.user_id = u.id AND s.artist_id = ANY (changed) OFFSET 0)
    ORDER BY u.id FOR KEY SHARE OF u;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER note_changed_artists AFTER UPDATE ON "artists"
  REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION note_changed_artists();

-- prisma/sql/catalogue/note_stale_rollups.sql
-- Notes for every listener who played these tracks under what album, artists and recording they are counted, so that
-- settle_listener counts them again. Call it before the tracks change.
--
-- Takes tracks whose rows the caller holds FOR UPDATE: add_plays waits for them, so nobody's first play is missed. Locks
-- the listeners FOR KEY SHARE, by id. Returns nothing.
CREATE OR REPLACE FUNCTION note_stale_rollups(of_tracks int[]) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  INSERT INTO stale_rollups (user_id, track_id, album_id, artist_ids, recording_id)
    SELECT l.id, t.id, t.album_id, artists_of(t.id), t.recording_id
    FROM (
      -- Who played them is looked up listener by listener: plays have no index by track alone. Also plays that stand in no
      -- rollup: they may count from now on, or turn out to be other plays.
      SELECT u.id AS user_id, x AS track_id FROM unnest(of_tracks) x CROSS JOIN users u
      WHERE EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = u.id AND e.track_id = x OFFSET 0)
      UNION
      SELECT user_id, track_id FROM removed_plays WHERE track_id = ANY (of_tracks)
      UNION
      SELECT user_id, track_id FROM exclusions WHERE track_id = ANY (of_tracks)
    ) p JOIN tracks t ON t.id = p.track_id JOIN users l ON l.id = p.user_id
    ORDER BY 1, 2 FOR KEY SHARE OF l
$$;

-- prisma/sql/catalogue/recording_of.sql
-- The recording that a listener counts a track under.
CREATE OR REPLACE FUNCTION recording_of(listener int, track int) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT coalesce((SELECT recording_id FROM separate_tracks WHERE user_id = listener AND track_id = track),
                  (SELECT recording_id FROM tracks WHERE id = track))
$$;

-- prisma/sql/catalogue/releases_of.sql
-- The releases that a listener counts under a recording and has played, with the figures of each.
CREATE OR REPLACE FUNCTION releases_of(listener int, recording int) RETURNS SETOF user_track_stats
LANGUAGE sql STABLE
AS $$
  SELECT s.* FROM tracks_of(listener, recording) t JOIN user_track_stats s ON s.user_id = listener AND s.track_id = t
$$;

-- prisma/sql/catalogue/renew_catalogue.sql
-- Updates artists, albums and tracks where Spotify's answer has changed: names, pictures, release dates, lengths, albums,
-- artists. What the answer lacks stays as it is. Listeners' rollups follow later, each on its own: note_stale_rollups, settle_listener.
--
-- Takes a batch of write_batch, right after it, in a transaction of its own. Locks: other renewals wait; writers of plays
-- wait only for a track that changes. It gives up when somebody holds a row for longer than half a second: the next answer
-- about the track tries again. Returns the number of tracks whose answer was new.
CREATE OR REPLACE FUNCTION renew_catalogue(batch jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
SET lock_timeout = '500ms'
AS $$
DECLARE
  renewed int[];
BEGIN
  PERFORM pg_advisory_xact_lock(7062026112200900);

  -- Who played them is noted by a trigger: note_changed_artists.
  UPDATE artists a SET name = x.name, search_name = x.search_name
    FROM jsonb_to_recordset(batch->'artists') AS x(spotify_id text, name text, search_name text)
    WHERE a.spotify_id = x.spotify_id AND a.id IN (SELECT artist_id FROM news_in(batch));

  -- Nobody is shown the cached name or picture of an album.
  WITH renewed_albums AS (
    UPDATE albums al SET name = coalesce(nullif(x.name, ''), al.name),
        search_name = coalesce(nullif(x.search_name, ''), al.search_name),
        image_url = coalesce(x.image_url, al.image_url), release_date = coalesce(x.release_date, al.release_date),
        total_tracks = coalesce(x.total_tracks, al.total_tracks)
      FROM jsonb_to_recordset(batch->'albums')
        AS x(spotify_id text, name text, search_name text, image_url text, release_date text, total_tracks smallint)
      WHERE al.spotify_id = x.spotify_id AND al.id IN (SELECT album_id FROM news_in(batch))
      RETURNING al.id
  )
  INSERT INTO stale_rollups (user_id, artist_ids)
    SELECT u.id, '{}' FROM users u
    WHERE EXISTS (SELECT 1 FROM renewed_albums r JOIN user_album_stats s ON s.user_id = u.id AND s.album_id = r.id)
    ORDER BY u.id FOR KEY SHARE OF u;

  SELECT array_agg(l.id) INTO renewed FROM (
    SELECT id FROM tracks WHERE id IN (SELECT track_id FROM news_in(batch)) ORDER BY id FOR UPDATE) l;
  IF renewed IS NULL THEN RETURN 0; END IF;

  PERFORM renew_tracks(batch, renewed);
  PERFORM join_recordings(renewed);
  RETURN cardinality(renewed);
END
$$;

-- prisma/sql/catalogue/renew_tracks.sql
-- Updates tracks where Spotify's answer has changed.
--
-- Takes a batch, and its tracks whose answer is new, whose rows the caller holds FOR UPDATE. Returns nothing.
CREATE OR REPLACE FUNCTION renew_tracks(batch jsonb, renewed int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  credits jsonb;
  moved int[];
  listed int[];
  other_artists int[];
BEGIN
  -- Before any artist is taken away: an answer may name known ones without their ids.
  SELECT coalesce(jsonb_agg(c), '[]') INTO credits FROM credited_artists(batch) c;

  -- Those that some rollup counts elsewhere, or some cached answer names otherwise.
  WITH described AS (
    SELECT t.id, x.name, al.id AS album_id, x.duration_ms, artists_of(t.id) AS artists_before,
      -- A list of which a part could not be read takes no known artist away.
      CASE WHEN x.lacks_artists AND artists_of(t.id) <> '{}' THEN '{}' ELSE coalesce(c.artist_ids, '{}') END AS artist_ids
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, name text, duration_ms int, album text,
      lacks_artists boolean)
    JOIN tracks t ON t.spotify_id = x.spotify_id AND t.id = ANY (renewed)
    LEFT JOIN albums al ON al.spotify_id = x.album AND al.claimed_by IS NULL
    LEFT JOIN (SELECT track, array_agg(DISTINCT artist_id ORDER BY artist_id) AS artist_ids
      FROM jsonb_to_recordset(credits) AS x(track text, artist_id int) GROUP BY 1) c ON c.track = x.spotify_id
  )
  SELECT array_agg(t.id) FILTER (WHERE (coalesce(nullif(n.name, ''), t.name), coalesce(n.album_id, t.album_id),
          coalesce(n.duration_ms, t.duration_ms)) IS DISTINCT FROM (t.name, t.album_id, t.duration_ms)
        OR (n.artist_ids <> '{}' AND n.artist_ids <> n.artists_before)),
      array_agg(t.id) FILTER (WHERE n.artist_ids <> '{}'),
      array_agg(t.id) FILTER (WHERE n.artist_ids <> '{}' AND n.artist_ids <> n.artists_before)
    INTO moved, listed, other_artists FROM described n JOIN tracks t ON t.id = n.id;
  PERFORM note_stale_rollups(moved);

  UPDATE tracks t SET name = coalesce(nullif(x.name, ''), t.name),
      search_name = coalesce(nullif(x.search_name, ''), t.search_name),
      title_key = coalesce(nullif(x.title_key, ''), t.title_key),
      -- The same artists have the same key, also where the answer lacks their ids.
      artists_key = CASE WHEN t.id = ANY (other_artists) THEN x.artists_key ELSE t.artists_key END,
      duration_ms = coalesce(x.duration_ms, t.duration_ms), isrc = coalesce(x.isrc, t.isrc),
      explicit = coalesce(x.explicit, t.explicit), disc_number = coalesce(x.disc_number, t.disc_number),
      track_number = coalesce(x.track_number, t.track_number),
      album_id = coalesce((SELECT id FROM albums WHERE spotify_id = x.album AND claimed_by IS NULL), t.album_id),
      answer_hash = x.answer_hash
    FROM jsonb_to_recordset(batch->'tracks') AS x(spotify_id text, name text, search_name text, duration_ms int, album text,
      isrc text, explicit boolean, disc_number smallint, track_number smallint, title_key text, artists_key text,
      answer_hash text)
    WHERE t.spotify_id = x.spotify_id AND t.id = ANY (renewed);

  -- Also their order may have changed.
  DELETE FROM track_artists WHERE track_id = ANY (listed);
  INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, x.artist_id
    FROM jsonb_to_recordset(credits) AS x(track text, "position" smallint, artist_id int) JOIN tracks t ON t.spotify_id = x.track AND t.id = ANY (listed)
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING;
END
$$;

-- prisma/sql/catalogue/settle_listener.sql
-- Lets a listener's plays and rollups follow the catalogue: claims that Spotify has spoken about are merged, lengths change
-- estimates, exclusions mean other plays, and what was counted under another album, artist, recording or genre is counted again.
--
-- Takes the listener, whose row it locks, if nobody else does. Returns the tracks whose plays moved or changed; empty when there was
-- nothing to do.
CREATE OR REPLACE FUNCTION settle_listener(listener int) RETURNS int[]
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  stale record;
  claims record;
  links record;
  marked record;
  measured record;
  of_tracks int[];
BEGIN
  -- Somebody writes this listener: the next batch settles them, and nobody waits.
  PERFORM 1 FROM users WHERE id = listener FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN '{}'; END IF;
  WITH gone AS (DELETE FROM stale_rollups WHERE user_id = listener RETURNING *)
  SELECT count(*) AS rows, coalesce(array_agg(DISTINCT g.track_id) FILTER (WHERE g.track_id IS NOT NULL), '{}') AS tracks,
      coalesce(array_agg(DISTINCT g.album_id) FILTER (WHERE g.album_id IS NOT NULL), '{}') AS albums,
      coalesce(array_agg(DISTINCT g.recording_id) FILTER (WHERE g.recording_id IS NOT NULL), '{}') AS recordings,
      coalesce((SELECT array_agg(DISTINCT a) FROM gone, unnest(gone.artist_ids) a), '{}') AS artists
    INTO stale FROM gone g;
  IF stale.rows = 0 THEN RETURN '{}'; END IF;

  SELECT * INTO claims FROM merge_claims(listener);
  SELECT * INTO links FROM relink_claims(listener);
  of_tracks := stale.tracks || claims.of_tracks;
  SELECT * INTO marked FROM follow_exclusions(listener, of_tracks, stale.recordings, links.albums, links.artists);
  SELECT * INTO measured FROM remeasure_plays(listener, claims.ends || ARRAY(
    SELECT e.played_at FROM play_events e
    WHERE e.user_id = listener AND e.track_id = ANY (stale.tracks) AND e.ms_played IS NULL));
  PERFORM recount_rollups(listener, of_tracks || marked.of_tracks || measured.of_tracks,
    claims.on_days || marked.on_days || measured.on_days,
    stale.recordings || claims.recordings, stale.albums || claims.albums || links.albums,
    stale.artists || claims.artists || links.artists, marked.estimated);
  PERFORM recount_genres(listener);
  PERFORM delete_empty_claims(listener);
  -- Until their plays are matched again (rematchPlays), these tracks stay noted: without a recording.
  INSERT INTO stale_rollups (user_id, track_id, artist_ids) SELECT DISTINCT listener, t, '{}'::int[] FROM unnest(of_tracks) t;
  RETURN of_tracks;
END
$$;

-- prisma/sql/catalogue/stray_tracks.sql
-- The tracks that are not with the recording that they belong to: one is linked to tracks of another number, as when two batches
-- add both at the same moment; or shares a number with others and is linked to none of them (linked_recordings).
--
-- Takes the ids between which it looks, both included: a few look-ups by index for each. Locks nothing. Put them right with
-- join_recordings.
CREATE OR REPLACE FUNCTION stray_tracks(first_id int, last_id int) RETURNS SETOF int
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT t.id FROM tracks t
  CROSS JOIN LATERAL (
    SELECT bool_or(r <> t.recording_id) AS elsewhere, bool_or(r = t.recording_id) AS here
    FROM linked_recordings(t.isrc, t.title_key, t.artists_key, t.duration_ms, t.id) r) linked
  WHERE t.id BETWEEN first_id AND last_id AND t.claimed_by IS NULL AND (linked.elsewhere
    OR linked.here IS NOT TRUE AND EXISTS (SELECT 1 FROM tracks k WHERE k.recording_id = t.recording_id AND k.id <> t.id))
  ORDER BY t.id
$$;

-- prisma/sql/catalogue/tracks_of.sql
-- The tracks that a listener counts under a recording, played or not: those with its number that the listener does not keep
-- apart, or the one kept apart under this number. The inverse of recording_of.
CREATE OR REPLACE FUNCTION tracks_of(listener int, recording int) RETURNS SETOF int
LANGUAGE sql STABLE
AS $$
  SELECT t.id FROM tracks t WHERE t.recording_id = recording
    AND NOT EXISTS (SELECT 1 FROM separate_tracks st WHERE st.user_id = listener AND st.track_id = t.id)
  UNION ALL
  SELECT st.track_id FROM separate_tracks st WHERE st.user_id = listener AND st.recording_id = recording
$$;

-- prisma/sql/catalogue/claims/add_claims.sql
-- Adds what a file says of tracks that Spotify has not named: as claims of its listener, which nobody else sees. Artists and
-- albums of the catalogue are used where the file has their ids, or where one alone has the name.
--
-- Takes {artists: [{spotify_id, name_key, name, search_name}], albums: [{spotify_id, name_key, name, search_name, image_url,
-- release_date, artist_name}], tracks: [{spotify_id, name_key, name, search_name, title_key, artists_key, duration_ms, isrc,
-- explicit, album_id, album_key}], track_artists: [{track_id, track_key, position, artist_id, artist_key}]}; each entity goes by
-- its id of Spotify's, or without one by its key. The caller locks the listener's row. Returns whether claims that were there
-- got something that they lacked, or plays got a name: then the caller settles the listener (settle_listener) once the plays are written.
CREATE OR REPLACE FUNCTION add_claims(listener int, claims jsonb) RETURNS boolean
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  completed boolean;
  added int[];
BEGIN
  INSERT INTO artists (claimed_by, spotify_id, name_key, name, search_name)
    SELECT listener, x.spotify_id, x.name_key, x.name, x.search_name
    FROM jsonb_to_recordset(claims->'artists') AS x(spotify_id text, name_key text, name text, search_name text)
    WHERE claimed_artist(listener, x.spotify_id, x.name_key) IS NULL
    ON CONFLICT DO NOTHING;

  INSERT INTO albums (claimed_by, spotify_id, name_key, name, search_name, image_url, release_date)
    SELECT listener, x.spotify_id, x.name_key, x.name, x.search_name, x.image_url, x.release_date
    FROM jsonb_to_recordset(claims->'albums')
      AS x(spotify_id text, name_key text, name text, search_name text, image_url text, release_date text)
    WHERE claimed_album(listener, x.spotify_id, x.name_key) IS NULL
    ON CONFLICT DO NOTHING;

  completed := complete_claims(listener, claims);

  WITH created AS (
    INSERT INTO tracks (claimed_by, spotify_id, name_key, name, search_name, title_key, artists_key, duration_ms, isrc,
      explicit, album_id, recording_id)
    SELECT listener, x.spotify_id, x.name_key, x.name, x.search_name, x.title_key, x.artists_key, x.duration_ms, x.isrc,
      x.explicit, claimed_album(listener, x.album_id, x.album_key), nextval('recording_ids')
    FROM jsonb_to_recordset(claims->'tracks') AS x(spotify_id text, name_key text, name text, search_name text,
      title_key text, artists_key text, duration_ms int, isrc text, explicit boolean, album_id text, album_key text)
    -- Beside a track that Spotify lists without a name, the file's word stands.
    WHERE NOT EXISTS (SELECT 1 FROM tracks k WHERE k.id = claimed_track(listener, x.spotify_id, x.name_key)
      AND (k.claimed_by IS NOT NULL OR k.name <> '' OR x.name = ''))
    ON CONFLICT DO NOTHING
    RETURNING id, spotify_id, name_key
  ),
  -- Found before the join: for each credit once, not for each pair of a credit and a track.
  credited AS MATERIALIZED (
    SELECT x.track_id, x.track_key, x.position, claimed_artist(listener, x.artist_id, x.artist_key) AS artist_id
    FROM jsonb_to_recordset(claims->'track_artists')
      AS x(track_id text, track_key text, position smallint, artist_id text, artist_key text)
  ),
  written AS (
    INSERT INTO track_artists (track_id, position, artist_id)
    SELECT t.id, x.position, x.artist_id
    FROM credited x JOIN created t ON t.spotify_id = x.track_id OR t.name_key = x.track_key
    WHERE x.artist_id IS NOT NULL
    ORDER BY t.id, x.position
    ON CONFLICT DO NOTHING
  )
  SELECT array_agg(id) INTO added FROM created;
  RETURN take_unnamed_plays(listener, added) OR completed;
END
$$;

-- prisma/sql/catalogue/claims/albums_named.sql
-- The claims of a listener for albums that Spotify has named, each with its album: by the id; or by the name, where one alone has
-- it and a track of the same artist.
CREATE OR REPLACE FUNCTION albums_named(listener int) RETURNS TABLE (claim int, album int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT c.id, al.id FROM albums c JOIN albums al ON al.spotify_id = c.spotify_id AND al.claimed_by IS NULL
  WHERE c.claimed_by = listener
  UNION ALL
  SELECT c.id, min(t.album_id)
  FROM albums c JOIN tracks ct ON ct.album_id = c.id JOIN track_artists ca ON ca.track_id = ct.id
  JOIN albums al ON al.claimed_by IS NULL AND al.search_name = c.search_name
  JOIN tracks t ON t.album_id = al.id AND t.claimed_by IS NULL
  JOIN track_artists ta ON ta.track_id = t.id AND ta.artist_id = ca.artist_id
  WHERE c.claimed_by = listener
    AND NOT EXISTS (SELECT 1 FROM albums k WHERE k.spotify_id = c.spotify_id AND k.claimed_by IS NULL)
  GROUP BY 1 HAVING count(DISTINCT t.album_id) = 1
$$;

-- prisma/sql/catalogue/claims/artists_named.sql
-- The claims of a listener for artists whom Spotify has named, each with its artist: by the id; or, where the file had none, by
-- the name, where one alone has it.
CREATE OR REPLACE FUNCTION artists_named(listener int) RETURNS TABLE (claim int, artist int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT c.id, a.id FROM artists c JOIN artists a ON a.spotify_id = c.spotify_id AND a.claimed_by IS NULL
  WHERE c.claimed_by = listener
  UNION ALL
  SELECT c.id, min(a.id) FROM artists c JOIN artists a ON a.search_name = c.search_name AND a.claimed_by IS NULL
  WHERE c.claimed_by = listener AND c.spotify_id IS NULL GROUP BY 1 HAVING count(*) = 1
$$;

-- prisma/sql/catalogue/claims/claimed_album.sql
-- The album that a listener's file means: Spotify's by its id, else the listener's own claim.
CREATE OR REPLACE FUNCTION claimed_album(listener int, by_id text, by_key text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN coalesce(
      (SELECT id FROM albums WHERE spotify_id = by_id AND claimed_by IS NULL),
      (SELECT id FROM albums WHERE spotify_id = by_id AND claimed_by = listener))
    ELSE (SELECT id FROM albums WHERE name_key = by_key AND claimed_by = listener) END
$$;

-- prisma/sql/catalogue/claims/claimed_artist.sql
-- The artist that a listener's file means: by Spotify's id; where the file has the name alone, the catalogue's only artist of
-- that name, or the listener's own claim.
CREATE OR REPLACE FUNCTION claimed_artist(listener int, by_id text, by_key text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN coalesce(
      (SELECT id FROM artists WHERE spotify_id = by_id AND claimed_by IS NULL),
      (SELECT id FROM artists WHERE spotify_id = by_id AND claimed_by = listener))
    ELSE coalesce(
      (SELECT min(id) FROM artists WHERE search_name = by_key AND claimed_by IS NULL HAVING count(*) = 1),
      (SELECT id FROM artists WHERE name_key = by_key AND claimed_by = listener)) END
$$;

-- prisma/sql/catalogue/claims/claimed_track.sql
-- The track that Spotify's id, or the key of a name, means for a listener: Spotify's track of that id if it has a name, else the
-- listener's own claim, else Spotify's track without a name.
CREATE OR REPLACE FUNCTION claimed_track(listener int, by_id text, by_key text) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN by_id IS NOT NULL THEN coalesce(
      (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by IS NULL AND name <> ''),
      (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by = listener),
      (SELECT id FROM tracks WHERE spotify_id = by_id AND claimed_by IS NULL))
    ELSE (SELECT id FROM tracks WHERE claimed_by = listener AND name_key = by_key) END
$$;

-- prisma/sql/catalogue/claims/claims_named.sql
-- The claims of a listener that Spotify has spoken about, each with its track: by the id; or, where the file had none, by
-- title and artist (track_of_claim).
CREATE OR REPLACE FUNCTION claims_named(listener int) RETURNS TABLE (claim int, track int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  SELECT c.id, t.id FROM tracks c JOIN tracks t ON t.spotify_id = c.spotify_id AND t.claimed_by IS NULL
  -- A track that was taken down has no name: the file's is kept until Spotify says one.
  WHERE c.claimed_by = listener AND (t.name <> '' OR c.name = '')
  UNION ALL
  SELECT c.id, track_of_claim(c.id) FROM tracks c
  WHERE c.claimed_by = listener AND c.spotify_id IS NULL AND track_of_claim(c.id) IS NOT NULL
$$;

-- prisma/sql/catalogue/claims/complete_claims.sql
-- Gives a listener's claims what they lack and a file has: one file has the id alone, another one the names. What a claim
-- has stays. The listener's rollups are noted as stale.
--
-- Takes claims as add_claims does, whose artists and albums are there. The caller locks the listener's row. Returns whether
-- there was anything to add.
CREATE OR REPLACE FUNCTION complete_claims(listener int, claims jsonb) RETURNS boolean
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  lacking jsonb;
BEGIN
  SELECT jsonb_agg(to_jsonb(x) || jsonb_build_object('id', k.id, 'has_artists', k.artists_key <> '')) INTO lacking
    FROM jsonb_to_recordset(claims->'tracks') AS x(spotify_id text, name_key text, name text, search_name text,
      title_key text, artists_key text, duration_ms int, isrc text, album_id text, album_key text)
    CROSS JOIN LATERAL (
      SELECT t.* FROM tracks t WHERE t.claimed_by = listener AND t.spotify_id = x.spotify_id
      UNION ALL
      SELECT t.* FROM tracks t WHERE t.claimed_by = listener AND t.name_key = x.name_key) k
    WHERE (k.name = '' AND x.name <> '') OR (k.artists_key = '' AND x.artists_key <> '')
      OR (k.album_id IS NULL AND num_nonnulls(x.album_id, x.album_key) > 0)
      OR (k.duration_ms IS NULL AND x.duration_ms IS NOT NULL) OR (k.isrc IS NULL AND x.isrc IS NOT NULL);
  IF lacking IS NULL THEN RETURN false; END IF;

  INSERT INTO stale_rollups (user_id, track_id, album_id, artist_ids, recording_id)
    SELECT listener, t.id, t.album_id, artists_of(t.id), t.recording_id
    FROM tracks t WHERE t.id IN (SELECT x.id FROM jsonb_to_recordset(lacking) AS x(id int));

  UPDATE tracks t SET name = coalesce(nullif(t.name, ''), x.name), search_name = coalesce(nullif(t.search_name, ''), x.search_name),
      title_key = coalesce(nullif(t.title_key, ''), x.title_key), artists_key = coalesce(nullif(t.artists_key, ''), x.artists_key),
      duration_ms = coalesce(t.duration_ms, x.duration_ms), isrc = coalesce(t.isrc, x.isrc),
      album_id = coalesce(t.album_id, claimed_album(listener, x.album_id, x.album_key))
    FROM jsonb_to_recordset(lacking) AS x(id int, name text, search_name text, title_key text, artists_key text,
      duration_ms int, isrc text, album_id text, album_key text)
    WHERE t.id = x.id;

  INSERT INTO track_artists (track_id, position, artist_id)
    SELECT k.id, x.position, claimed_artist(listener, x.artist_id, x.artist_key)
    FROM jsonb_to_recordset(lacking) AS k(id int, spotify_id text, name_key text, has_artists boolean)
    JOIN jsonb_to_recordset(claims->'track_artists')
      AS x(track_id text, track_key text, position smallint, artist_id text, artist_key text)
      ON x.track_id = k.spotify_id OR x.track_key = k.name_key
    WHERE NOT k.has_artists AND claimed_artist(listener, x.artist_id, x.artist_key) IS NOT NULL
    ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
  RETURN true;
END
$$;

-- prisma/sql/catalogue/claims/delete_empty_claims.sql
-- Deletes the claims of a listener that no play refers to any more, but for tracks whose id only the claim has a name for: a
-- later file may have the id alone. What an exclusion of such an artist or album meant went with its plays.
--
-- Takes the listener. The caller locks the listener's row. Returns nothing.
CREATE OR REPLACE FUNCTION delete_empty_claims(listener int) RETURNS void
LANGUAGE sql
SET jit = off
AS $$
  DELETE FROM exclusions x WHERE x.user_id = listener
    AND (EXISTS (SELECT 1 FROM artists a WHERE a.id = x.artist_id AND a.claimed_by = listener)
      OR EXISTS (SELECT 1 FROM albums al WHERE al.id = x.album_id AND al.claimed_by = listener))
    AND NOT EXISTS (SELECT 1 FROM (
        SELECT ta.track_id FROM track_artists ta WHERE ta.artist_id = x.artist_id
        UNION ALL SELECT t.id FROM tracks t WHERE t.album_id = x.album_id) o
      WHERE EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = listener AND e.track_id = o.track_id)
        OR EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = listener AND r.track_id = o.track_id));
  DELETE FROM tracks t WHERE t.claimed_by = listener
    AND NOT EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = listener AND e.track_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = listener AND r.track_id = t.id)
    AND (t.spotify_id IS NULL OR t.name = ''
      OR EXISTS (SELECT 1 FROM tracks k WHERE k.spotify_id = t.spotify_id AND k.claimed_by IS NULL AND k.name <> ''));
  DELETE FROM albums al WHERE al.claimed_by = listener AND NOT EXISTS (SELECT 1 FROM tracks t WHERE t.album_id = al.id);
  DELETE FROM artists a WHERE a.claimed_by = listener AND NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.artist_id = a.id);
$$;

-- prisma/sql/catalogue/claims/keep_ends_apart.sql
-- Moves plays of claims that are about to be merged, where another play of the track ended at the same instant, a millisecond apart
-- each: whether they are one is decided when they are matched again (rematchPlays), by the ends that their sources reported. As
-- keepApart does for one file.
--
-- Takes what claims_named gives, of a listener whose row the caller has locked. Returns nothing.
CREATE OR REPLACE FUNCTION keep_ends_apart(listener int, claims int[], named int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  one record;
  free timestamptz;
BEGIN
  FOR one IN
    SELECT c.played_at, c.track_id, o.sources, k.ids
    FROM unnest(claims, named) AS m(claim, track)
    JOIN play_events c ON c.user_id = listener AND c.track_id = m.claim
    JOIN play_origins o ON o.id = c.origin_id
    CROSS JOIN LATERAL (SELECT m.track || array_agg(n.claim) AS ids FROM unnest(claims, named) AS n(claim, track)
      WHERE n.track = m.track) k
    WHERE EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = listener AND e.played_at = c.played_at AND e.track_id = ANY (k.ids) AND e.track_id <> c.track_id
        AND (e.track_id = m.track
          OR (coalesce(e.ms_played, -1), e.track_id) > (coalesce(c.ms_played, -1), c.track_id)))
    ORDER BY c.played_at, c.track_id
  LOOP
    free := one.played_at;
    WHILE EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = listener AND e.played_at = free AND e.track_id = ANY (one.ids)) LOOP
      free := free + interval '1 ms';
    END LOOP;
    -- When each source says that it ended.
    INSERT INTO play_reports (user_id, played_at, track_id, source, ended_at)
      SELECT listener, one.played_at, one.track_id, s, one.played_at FROM unnest(one.sources) s ON CONFLICT DO NOTHING;
    UPDATE play_events e SET played_at = free
      WHERE e.user_id = listener AND e.played_at = one.played_at AND e.track_id = one.track_id;
  END LOOP;
END
$$;

-- prisma/sql/catalogue/claims/merge_claims.sql
-- Moves a listener's plays, removed ones too, from their claims to the tracks that Spotify has named (claims_named). No two become
-- one here: that is decided when they are matched again (rematchPlays). The empty claims stay: delete_empty_claims.
--
-- Takes a listener whose row the caller locks, and whose rollups it counts again. Returns the tracks, claims among them, and the
-- days, of the listener's calendar, whose plays have changed, the ends of these plays, and what the claims were counted under.
CREATE OR REPLACE FUNCTION merge_claims(listener int, OUT of_tracks int[], OUT ends timestamptz[], OUT on_days date[],
  OUT recordings int[], OUT albums int[], OUT artists int[])
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  claims int[];
  named int[];
BEGIN
  SELECT coalesce(array_agg(n.claim), '{}'), coalesce(array_agg(n.track), '{}'), coalesce(array_agg(c.recording_id), '{}'),
      coalesce(array_agg(c.album_id) FILTER (WHERE c.album_id IS NOT NULL), '{}')
    INTO claims, named, recordings, albums FROM claims_named(listener) n JOIN tracks c ON c.id = n.claim;
  of_tracks := claims || named;
  artists := ARRAY(SELECT DISTINCT artist_id FROM track_artists WHERE track_id = ANY (claims));
  ends := '{}'; on_days := '{}';
  IF claims = '{}' THEN RETURN; END IF;
  -- A claim that stayed for its name alone says nothing of what its listener leaves out.
  PERFORM copy_exclusions(listener, array_agg(m.claim), array_agg(m.track)) FROM unnest(claims, named) AS m(claim, track)
    WHERE EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = listener AND e.track_id = m.claim)
      OR EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = listener AND r.track_id = m.claim);
  DELETE FROM exclusions WHERE user_id = listener AND track_id = ANY (claims);

  PERFORM keep_ends_apart(listener, claims, named);
  WITH moved AS (
    UPDATE play_events e SET track_id = m.track FROM unnest(claims, named) AS m(claim, track)
    WHERE e.user_id = listener AND e.track_id = m.claim RETURNING e.played_at
  )
  SELECT coalesce(array_agg(played_at), '{}') INTO ends FROM moved;
  SELECT coalesce(array_agg(DISTINCT (at AT TIME ZONE u.time_zone)::date), '{}') INTO on_days
    FROM unnest(ends) at JOIN users u ON u.id = listener;
  PERFORM move_removed(listener, claims, named);
END
$$;

-- prisma/sql/catalogue/claims/relink_claims.sql
-- Links a listener's claims to the artists and albums that Spotify has named since (artists_named, albums_named). Exclusions follow.
--
-- Takes a listener whose row the caller locks, and whose rollups it counts again. Returns the albums and artists that lost a track.
CREATE OR REPLACE FUNCTION relink_claims(listener int, OUT albums int[], OUT artists int[])
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH named AS MATERIALIZED (
    SELECT * FROM artists_named(listener)
  ), followed AS (
    INSERT INTO exclusions (user_id, kind, artist_id, created_at)
      SELECT x.user_id, x.kind, n.artist, x.created_at FROM exclusions x JOIN named n ON n.claim = x.artist_id
      WHERE x.user_id = listener ORDER BY x.id ON CONFLICT DO NOTHING
  ), moved AS (
    UPDATE track_artists ta SET artist_id = n.artist
    FROM (
      -- One of them, where a track has an artist both by id and by name.
      SELECT DISTINCT ON (k.track_id, n.artist) k.track_id, n.claim, n.artist
      FROM named n JOIN track_artists k ON k.artist_id = n.claim
      WHERE NOT EXISTS (SELECT 1 FROM track_artists o WHERE o.track_id = k.track_id AND o.artist_id = n.artist)
      ORDER BY k.track_id, n.artist, k.position
    ) n
    WHERE ta.track_id = n.track_id AND ta.artist_id = n.claim
    RETURNING n.claim, n.artist
  )
  SELECT coalesce(array_agg(DISTINCT x), '{}') INTO artists FROM moved m, unnest(ARRAY[m.claim, m.artist]) x;

  WITH named AS MATERIALIZED (
    SELECT * FROM albums_named(listener)
  ), followed AS (
    INSERT INTO exclusions (user_id, kind, album_id, created_at)
      SELECT x.user_id, x.kind, n.album, x.created_at FROM exclusions x JOIN named n ON n.claim = x.album_id
      WHERE x.user_id = listener ORDER BY x.id ON CONFLICT DO NOTHING
  ), moved AS (
    UPDATE tracks t SET album_id = n.album FROM named n WHERE t.album_id = n.claim RETURNING n.claim, n.album
  )
  SELECT coalesce(array_agg(DISTINCT x), '{}') INTO albums FROM moved m, unnest(ARRAY[m.claim, m.album]) x;
END
$$;

-- prisma/sql/catalogue/claims/take_unnamed_plays.sql
-- Moves a listener's plays of tracks that Spotify lists without a name, as it does once they are taken down, to new claims of
-- the same ids, which have the name that a file gives; exclusions of the tracks mean the claims, too. merge_claims moves them back once Spotify says one.
--
-- Takes claims that were just added. The caller locks the listener's row, and settles the listener afterwards. Returns whether
-- any play moved.
CREATE OR REPLACE FUNCTION take_unnamed_plays(listener int, claims int[]) RETURNS boolean
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  unnamed int[];
  named int[];
BEGIN
  SELECT array_agg(t.id), array_agg(c.id) INTO unnamed, named
    FROM tracks c JOIN tracks t ON t.spotify_id = c.spotify_id AND t.claimed_by IS NULL AND t.name = ''
    WHERE c.id = ANY (claims) AND c.name <> '' AND (
      EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = listener AND e.track_id = t.id)
      OR EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = listener AND r.track_id = t.id));
  IF unnamed IS NULL THEN RETURN false; END IF;
  INSERT INTO stale_rollups (user_id, track_id, album_id, artist_ids, recording_id)
    SELECT listener, t.id, t.album_id, artists_of(t.id), t.recording_id FROM tracks t WHERE t.id = ANY (unnamed || named);
  PERFORM copy_exclusions(listener, unnamed, named);
  UPDATE play_events e SET track_id = m.claim FROM unnest(unnamed, named) AS m(track, claim)
    WHERE e.user_id = listener AND e.track_id = m.track;
  PERFORM move_removed(listener, unnamed, named);
  -- An exclusion of the track stays where it means plays of other releases, too.
  DELETE FROM exclusions x WHERE x.user_id = listener AND x.track_id = ANY (unnamed) AND NOT EXISTS (
    SELECT 1 FROM tracks_of(listener, recording_of(listener, x.track_id)) t
    JOIN play_events e ON e.user_id = listener AND e.track_id = t);
  RETURN true;
END
$$;

-- prisma/sql/catalogue/claims/track_of_claim.sql
-- The track that Spotify has named like a claim without an id, by title and artist; null when there is none. Of several recordings
-- of that name it is the one whose length, within 2 s, is what the claim has, or else what one of its plays lasted. None, where
-- more than one fits (as does one of unknown length), or a play lasted longer: then the plays are of several, or were broken off.
CREATE OR REPLACE FUNCTION track_of_claim(claim int) RETURNS int
LANGUAGE sql STABLE
SET jit = off
AS $$
  WITH named AS (
    SELECT t.id, t.recording_id, t.duration_ms
    FROM tracks c JOIN track_artists ca ON ca.track_id = c.id JOIN artists x ON x.id = ca.artist_id
    JOIN tracks t ON t.title_key = c.title_key AND t.claimed_by IS NULL
    JOIN track_artists ta ON ta.track_id = t.id JOIN artists a ON a.id = ta.artist_id AND a.search_name = x.search_name
    WHERE c.id = claim AND c.spotify_id IS NULL AND c.title_key <> ''
  ), plays AS (
    SELECT ms_played FROM play_events WHERE track_id = claim
    UNION ALL SELECT ms_played FROM removed_plays WHERE track_id = claim
  ), lengths AS (
    SELECT DISTINCT coalesce(c.duration_ms, p.ms_played) AS ms FROM tracks c LEFT JOIN plays p ON true WHERE c.id = claim
  )
  SELECT coalesce(
    (SELECT min(id) FROM named HAVING count(DISTINCT recording_id) = 1),
    (SELECT min(n.id) FROM named n JOIN lengths l
        ON n.duration_ms IS NULL OR l.ms BETWEEN n.duration_ms - 2000 AND n.duration_ms + 2000
      HAVING count(DISTINCT n.recording_id) = 1
        AND max(n.duration_ms) + 2000 >= (SELECT coalesce(max(ms_played), 0) FROM plays)))
$$;

-- prisma/sql/history/bring_back.sql
-- Undoes a removal: its plays are written again as they were, under their first origin, and the removal is deleted. Their tracks
-- are noted in stale_rollups until the plays are matched again (rematchPlays): meanwhile more may be known of their tracks.
--
-- Takes the removal of a listener whose row the caller locks. Returns how many plays came back.
CREATE OR REPLACE FUNCTION bring_back(removal int, at_now timestamptz) RETURNS int
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  part jsonb;
  brought int := 0;
BEGIN
  -- In parts: the time that add_plays takes grows faster than its plays.
  FOR part IN
    SELECT jsonb_agg(jsonb_build_object('user_id', r.user_id, 'played_at', r.played_at, 'track_id', r.track_id,
      'ms_played', r.ms_played, 'context', c.uri, 'sources', o.sources, 'first_origin', o.first_id, 'skipped', n.skipped,
      'reason_start', nullif(n.reason_start, ''), 'reason_end', nullif(n.reason_end, ''), 'reports', r.reports))
    FROM (SELECT *, row_number() OVER (ORDER BY played_at, track_id) / 500 AS part FROM removed_plays
      WHERE removal_id = removal) r
    JOIN play_origins o ON o.id = r.origin_id
    LEFT JOIN play_contexts c ON c.id = r.context_id LEFT JOIN play_endings n ON n.id = r.ending_id
    GROUP BY r.part ORDER BY r.part
  LOOP
    PERFORM add_plays(part, at_now);
    brought := brought + jsonb_array_length(part);
  END LOOP;
  INSERT INTO stale_rollups (user_id, track_id, artist_ids)
    SELECT DISTINCT user_id, track_id, '{}'::int[] FROM removed_plays WHERE removal_id = removal;
  DELETE FROM play_removals WHERE id = removal;
  RETURN brought;
END
$$;

-- prisma/sql/history/carry_exclusions.sql
-- Lets exclusions of claims mean the tracks that their plays have become (copy_exclusions), so that they stay what the listener
-- wished when the claims, without a play, are deleted. Figures are counted again.
--
-- Takes a batch whose plays are written: what its "replaced" and "removed" plays were and became. The caller locks the
-- listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION carry_exclusions(batch jsonb) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  moved record;
  marked record;
  emptied int[];
BEGIN
  FOR moved IN
    WITH became AS (
      SELECT x.user_id, x.track_id AS claim, coalesce(x.became_id, claimed_track(x.user_id, x.became, NULL)) AS track
      FROM jsonb_to_recordset(batch->'replaced') AS x(user_id int, track_id int, became text, became_id int)
      UNION ALL
      SELECT x.user_id, x.was_track_id, coalesce(x.track_id, claimed_track(x.user_id, x.track, NULL))
      FROM jsonb_to_recordset(batch->'removed') AS x(user_id int, was_track_id int, track text, track_id int)
    )
    SELECT b.user_id, array_agg(b.claim) AS claims, array_agg(b.track) AS tracks
    FROM (SELECT DISTINCT * FROM became) b JOIN tracks t ON t.id = b.claim AND t.claimed_by = b.user_id
    WHERE b.track <> b.claim AND EXISTS (SELECT 1 FROM exclusions x WHERE x.user_id = b.user_id)
    GROUP BY 1 ORDER BY 1
  LOOP
    PERFORM copy_exclusions(moved.user_id, moved.claims, moved.tracks);
    emptied := ARRAY(SELECT c FROM unnest(moved.claims) c
      WHERE NOT EXISTS (SELECT 1 FROM play_events e WHERE e.user_id = moved.user_id AND e.track_id = c)
        AND NOT EXISTS (SELECT 1 FROM removed_plays r WHERE r.user_id = moved.user_id AND r.track_id = c));
    DELETE FROM exclusions WHERE user_id = moved.user_id AND track_id = ANY (emptied);
    SELECT * INTO marked FROM follow_exclusions(moved.user_id, moved.claims || moved.tracks, '{}', '{}', '{}');
    IF marked.of_tracks <> '{}' THEN
      PERFORM recount_changed_plays(moved.user_id, marked.of_tracks, marked.on_days, marked.estimated);
    END IF;
  END LOOP;
END
$$;

-- prisma/sql/history/check_exclusions.sql
-- Compares the next plays of a listener with their exclusions, and counts the rollups again of those that were wrong. Safe to
-- repeat: each call begins where the last one ended.
--
-- Takes a check (exclusion_checks) of a listener whose row the caller locks, and how many plays to read. Returns whether all
-- plays are compared; then the check is deleted.
CREATE OR REPLACE FUNCTION check_exclusions(of_check int, most_plays int, at_now timestamptz) RETURNS boolean
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  job exclusion_checks;
  ends timestamptz[];
  tracks_of int[];
BEGIN
  SELECT * INTO job FROM exclusion_checks WHERE id = of_check;
  IF NOT FOUND THEN RETURN true; END IF;
  SELECT array_agg(n.played_at ORDER BY n.played_at, n.track_id), array_agg(n.track_id ORDER BY n.played_at, n.track_id)
    INTO ends, tracks_of FROM (
      SELECT e.played_at, e.track_id FROM play_events e
      WHERE e.user_id = job.user_id
        AND (e.played_at, e.track_id) > (coalesce(job.until_at, '-infinity'), coalesce(job.until_track, 0))
      ORDER BY e.played_at, e.track_id LIMIT most_plays) n;
  IF ends IS NULL THEN
    DELETE FROM exclusion_checks WHERE id = of_check;
    RETURN true;
  END IF;
  PERFORM recount_left_out(job.user_id, ends, tracks_of);
  UPDATE exclusion_checks SET worked_at = at_now, checked_plays = checked_plays + cardinality(ends),
      until_at = ends[cardinality(ends)], until_track = tracks_of[cardinality(ends)]
    WHERE id = of_check;
  RETURN false;
END
$$;

-- prisma/sql/history/copy_exclusions.sql
-- Lets exclusions of claims mean what these become, too: of a track the track that it becomes, unless one means that recording
-- already; of an artist or album of such a track Spotify's of the same name, or, where the file had Spotify's id of the track,
-- the one in its place. A claim that becomes several has them all left out.
-- The other way round, a track that Spotify lists without a name becomes the claim that has one.
--
-- Takes parallel lists of tracks and what they become, of a listener whose row the caller locks.
-- Returns how many exclusions were added.
CREATE OR REPLACE FUNCTION copy_exclusions(listener int, claims int[], named int[]) RETURNS int
LANGUAGE sql
SET jit = off
AS $$
  WITH became AS MATERIALIZED (SELECT DISTINCT m.claim, m.track FROM unnest(claims, named) AS m(claim, track)),
  tracks_added AS (
    INSERT INTO exclusions (user_id, kind, track_id, created_at)
      SELECT DISTINCT ON (recording_of(listener, m.track)) x.user_id, x.kind, m.track, x.created_at
      FROM exclusions x JOIN became m ON m.claim = x.track_id
      WHERE x.user_id = listener AND NOT EXISTS (SELECT 1 FROM exclusions o
        WHERE o.user_id = listener AND o.track_id <> ALL (claims)
          AND recording_of(listener, o.track_id) = recording_of(listener, m.track))
      ORDER BY recording_of(listener, m.track), x.id, m.track
      ON CONFLICT DO NOTHING RETURNING 1),
  artists_added AS (
    INSERT INTO exclusions (user_id, kind, artist_id, created_at)
      SELECT x.user_id, x.kind, a.id, x.created_at
      FROM exclusions x JOIN artists was ON was.id = x.artist_id
      JOIN track_artists c ON c.artist_id = was.id JOIN became m ON m.claim = c.track_id
      JOIN tracks t ON t.id = m.claim JOIN track_artists ta ON ta.track_id = m.track JOIN artists a ON a.id = ta.artist_id
      WHERE x.user_id = listener AND (was.claimed_by = listener OR t.name = '')
        AND (a.search_name = was.search_name OR (t.spotify_id IS NOT NULL AND ta.position = c.position
          AND NOT EXISTS (SELECT 1 FROM track_artists o JOIN artists n ON n.id = o.artist_id
            WHERE o.track_id = m.track AND n.search_name = was.search_name)))
      ORDER BY x.id, a.id
      ON CONFLICT DO NOTHING RETURNING 1),
  albums_added AS (
    INSERT INTO exclusions (user_id, kind, album_id, created_at)
      SELECT x.user_id, x.kind, al.id, x.created_at
      FROM exclusions x JOIN albums was ON was.id = x.album_id
      JOIN tracks t ON t.album_id = was.id JOIN became m ON m.claim = t.id
      JOIN tracks n ON n.id = m.track JOIN albums al ON al.id = n.album_id
      WHERE x.user_id = listener AND (was.claimed_by = listener OR t.name = '')
        AND (t.spotify_id IS NOT NULL OR al.search_name = was.search_name) ORDER BY x.id, al.id
      ON CONFLICT DO NOTHING RETURNING 1)
  SELECT ((SELECT count(*) FROM tracks_added) + (SELECT count(*) FROM artists_added)
    + (SELECT count(*) FROM albums_added))::int
$$;

-- prisma/sql/history/follow_exclusions.sql
-- Compares plays of a listener with their exclusions where the catalogue has changed: of these tracks, of the recordings that
-- they were and are counted under, and of what an exclusion of a claim may have followed to.
--
-- The caller locks the listener's row, and counts the rollups again. Takes tracks, the recordings that they were counted
-- under, and albums and artists that lost or got a track. Returns as mark_left_out does.
CREATE OR REPLACE FUNCTION follow_exclusions(listener int, changed_tracks int[], recordings int[], albums int[], artists int[],
  OUT of_tracks int[], OUT on_days date[], OUT estimated int)
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  concerned int[];
  ends timestamptz[];
  ended_tracks int[];
BEGIN
  of_tracks := '{}'; on_days := '{}'; estimated := 0;
  IF NOT EXISTS (SELECT 1 FROM exclusions WHERE user_id = listener) THEN RETURN; END IF;
  concerned := ARRAY(
    SELECT unnest(changed_tracks)
    UNION SELECT tracks_of(listener, r) FROM (
      SELECT unnest(recordings) AS r UNION SELECT recording_of(listener, t) FROM unnest(changed_tracks) t) n
    UNION SELECT o.track_id FROM track_artists o WHERE o.artist_id IN (
      SELECT unnest(artists) UNION SELECT c.artist_id FROM track_artists c
        JOIN exclusions x ON x.user_id = listener AND x.artist_id = c.artist_id WHERE c.track_id = ANY (changed_tracks))
    UNION SELECT o.id FROM tracks o WHERE o.album_id IN (
      SELECT unnest(albums) UNION SELECT t.album_id FROM tracks t
        JOIN exclusions x ON x.user_id = listener AND x.album_id = t.album_id WHERE t.id = ANY (changed_tracks)));
  SELECT array_agg(e.played_at), array_agg(e.track_id) INTO ends, ended_tracks
    FROM play_events e WHERE e.user_id = listener AND e.track_id = ANY (concerned);
  IF ends IS NULL THEN RETURN; END IF;
  SELECT * INTO of_tracks, on_days, estimated FROM mark_left_out(listener, ends, ended_tracks);
END
$$;

-- prisma/sql/history/is_at_hours.sql
-- Whether an instant lies at these hours of the zone's day: from one minute after midnight to another, half open, over midnight
-- where the second is the smaller one. Null where a bound is.
CREATE OR REPLACE FUNCTION is_at_hours(at timestamptz, zone text, from_minute int, to_minute int) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT (extract(hour FROM at AT TIME ZONE zone)::int * 60 + extract(minute FROM at AT TIME ZONE zone)::int
    - from_minute + 1440) % 1440 < (to_minute - from_minute + 1440) % 1440
$$;

-- prisma/sql/history/keep_removed.sql
-- Removes plays for their listener: they go to removed_plays, where polls and imports find them and leave them.
--
-- Takes the removal, and [{played_at, track_id}] of its listener, whose row the caller locks. Returns how many were there.
CREATE OR REPLACE FUNCTION keep_removed(removal int, keys jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  listener int := (SELECT user_id FROM play_removals WHERE id = removal);
BEGIN
  INSERT INTO removed_plays (user_id, played_at, track_id, removal_id, origin_id, context_id, ms_played, ending_id, reports)
    SELECT e.user_id, e.played_at, e.track_id, removal, e.origin_id, e.context_id, e.ms_played, e.ending_id,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('source', r.source, 'ended_at', r.ended_at) ORDER BY r.source), '[]')
        FROM play_reports r WHERE (r.user_id, r.played_at, r.track_id) = (e.user_id, e.played_at, e.track_id))
    FROM jsonb_to_recordset(keys) AS x(played_at timestamptz, track_id int)
    JOIN play_events e ON e.user_id = listener AND e.played_at = x.played_at AND e.track_id = x.track_id
    ON CONFLICT (user_id, played_at, track_id) DO UPDATE SET removal_id = excluded.removal_id;
  RETURN remove_plays(listener, keys);
END
$$;

-- prisma/sql/history/left_out_plays.sql
-- Which of these plays the exclusions of their listeners leave out of statistics. Of an artist, all tracks that name them are
-- left out; of a track, all releases that the listener counts together.
--
-- Takes parallel lists, an element for each play, stored or not: its listener, track and context, and when it ended; and an
-- exclusion, if only that one is to be followed. Reads nothing but the exclusions where there are none.
CREATE OR REPLACE FUNCTION left_out_plays(of_listeners int[], of_tracks int[], contexts int[], ends timestamptz[],
  only_by int DEFAULT NULL)
RETURNS TABLE (user_id int, played_at timestamptz, track_id int)
LANGUAGE sql STABLE
SET jit = off
AS $$
  WITH mine AS MATERIALIZED (
    SELECT x.*, CASE WHEN x.track_id IS NOT NULL THEN recording_of(x.user_id, x.track_id) END AS recording_id
    FROM exclusions x WHERE x.user_id IN (SELECT l FROM unnest(of_listeners) l) AND (only_by IS NULL OR x.id = only_by)
  ),
  plays AS MATERIALIZED (
    SELECT p.* FROM unnest(of_listeners, of_tracks, contexts, ends) AS p(user_id, track_id, context_id, played_at)
    WHERE p.user_id IN (SELECT m.user_id FROM mine m)
  ),
  -- Each condition is a hash that every track or play is looked up in once: as joins, all would be tried with all.
  left_out AS MATERIALIZED (
    SELECT p.user_id, p.track_id FROM (SELECT DISTINCT d.user_id, d.track_id FROM plays d) p
    JOIN tracks t ON t.id = p.track_id
    LEFT JOIN separate_tracks st ON st.user_id = p.user_id AND st.track_id = p.track_id
    WHERE (p.user_id, t.album_id) IN (SELECT m.user_id, m.album_id FROM mine m WHERE m.kind = 'album')
      OR (p.user_id, coalesce(st.recording_id, t.recording_id)) IN (
        SELECT m.user_id, m.recording_id FROM mine m WHERE m.kind = 'track')
      OR EXISTS (SELECT 1 FROM track_artists ta WHERE ta.track_id = p.track_id AND ((p.user_id, ta.artist_id) IN (
        SELECT m.user_id, m.artist_id FROM mine m WHERE m.kind = 'artist')) IS TRUE)
  ),
  spans AS MATERIALIZED (SELECT m.user_id, m.from_at, m.to_at FROM mine m WHERE m.kind = 'span'),
  hours AS MATERIALIZED (
    SELECT m.user_id, m.time_zone, m.from_minute, m.to_minute FROM mine m WHERE m.kind = 'hours')
  SELECT p.user_id, p.played_at, p.track_id FROM plays p
  WHERE (p.user_id, p.track_id) IN (SELECT o.user_id, o.track_id FROM left_out o)
    OR (p.user_id, p.context_id) IN (SELECT m.user_id, m.context_id FROM mine m WHERE m.kind = 'playlist')
    OR EXISTS (SELECT 1 FROM spans s WHERE s.user_id = p.user_id AND s.from_at <= p.played_at AND p.played_at < s.to_at)
    OR EXISTS (SELECT 1 FROM hours h WHERE h.user_id = p.user_id
      AND is_at_hours(p.played_at, h.time_zone, h.from_minute, h.to_minute))
$$;

-- prisma/sql/history/listened_time.sql
-- How long a play was listened to, also where it is left out of statistics and has no time there.
--
-- Takes the key of a stored play, and its ms_played and listened_ms.
CREATE OR REPLACE FUNCTION listened_time(listener int, at timestamptz, track int, ms_played int, listened_ms int) RETURNS int
LANGUAGE sql STABLE
AS $$
  SELECT coalesce(listened_ms, listening_time(ms_played, (SELECT t.duration_ms FROM tracks t WHERE t.id = track), at, (
    SELECT p.played_at FROM play_events p WHERE p.user_id = listener AND (p.played_at, p.track_id) < (at, track)
    ORDER BY p.played_at DESC, p.track_id DESC LIMIT 1)))
$$;

-- prisma/sql/history/mark_left_out.sql
-- Compares stored plays of a listener with their exclusions: what these leave out loses its time in the statistics, what they
-- do not leave out gets it back. The caller locks the listener's row, and counts the rollups again.
--
-- Takes parallel lists: when the plays ended, and their tracks. Returns the tracks and the days, of the listener's calendar,
-- of the plays that changed, and the difference in plays without a listened time.
CREATE OR REPLACE FUNCTION mark_left_out(listener int, ends timestamptz[], ended_tracks int[], OUT of_tracks int[],
  OUT on_days date[], OUT estimated int)
LANGUAGE plpgsql
SET jit = off
AS $$
BEGIN
  WITH asked AS MATERIALIZED (
    SELECT e.played_at, e.track_id, e.context_id, e.ms_played, e.listened_ms IS NULL AS was_left_out
    FROM (SELECT DISTINCT * FROM unnest(ends, ended_tracks) AS k(at, track)) k
    JOIN play_events e ON e.user_id = listener AND e.played_at = k.at AND e.track_id = k.track
  ),
  left_out AS MATERIALIZED (
    SELECT o.played_at, o.track_id
    FROM (SELECT array_fill(listener, ARRAY[count(*)::int]) AS listeners, array_agg(a.track_id) AS tracks,
        array_agg(a.context_id) AS contexts, array_agg(a.played_at) AS ends FROM asked a) l
    CROSS JOIN LATERAL left_out_plays(l.listeners, l.tracks, l.contexts, l.ends) o
  ),
  wrong AS MATERIALIZED (
    SELECT a.*, o.track_id IS NOT NULL AS is_left_out
    FROM asked a LEFT JOIN left_out o ON o.played_at = a.played_at AND o.track_id = a.track_id
    WHERE a.was_left_out <> (o.track_id IS NOT NULL)
  ),
  changed AS (
    UPDATE play_events e SET listened_ms = CASE WHEN NOT w.is_left_out
        THEN listened_time(listener, w.played_at, w.track_id, w.ms_played, NULL) END
    FROM wrong w WHERE e.user_id = listener AND e.played_at = w.played_at AND e.track_id = w.track_id
  )
  SELECT coalesce(array_agg(DISTINCT w.track_id), '{}'),
      coalesce(array_agg(DISTINCT (w.played_at AT TIME ZONE u.time_zone)::date), '{}'),
      coalesce(sum(CASE WHEN w.is_left_out THEN -1 ELSE 1 END) FILTER (WHERE w.ms_played IS NULL), 0)
    INTO of_tracks, on_days, estimated FROM wrong w JOIN users u ON u.id = listener;
END
$$;

-- prisma/sql/history/move_removed.sql
-- Moves removed plays of a listener to the tracks that theirs have become. Where one would take the place of another play, removed
-- or not, it gets a millisecond of its own: whether the two are one is decided when they are matched again (rematchPlays), by the
-- ends that their sources reported, and until then neither is lost.
--
-- Takes parallel lists of tracks and what they became, of a listener whose row the caller locks and whose other plays have moved
-- already. Returns nothing.
CREATE OR REPLACE FUNCTION move_removed(listener int, was int[], became int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  one record;
  free timestamptz;
BEGIN
  FOR one IN
    SELECT r.played_at, r.track_id, m.track, r.reports, o.sources
    FROM (SELECT * FROM unnest(was, became) UNION SELECT t, t FROM unnest(became) t) AS m(was, track)
    JOIN removed_plays r ON r.user_id = listener AND r.track_id = m.was
    JOIN play_origins o ON o.id = r.origin_id
    WHERE r.track_id <> m.track OR EXISTS (SELECT 1 FROM play_events e
      WHERE e.user_id = listener AND e.played_at = r.played_at AND e.track_id = m.track)
    ORDER BY r.played_at, r.track_id
  LOOP
    free := one.played_at;
    WHILE EXISTS (SELECT 1 FROM play_events e
        WHERE e.user_id = listener AND e.played_at = free AND e.track_id = one.track)
      OR EXISTS (SELECT 1 FROM removed_plays r
        WHERE r.user_id = listener AND r.played_at = free AND r.track_id = one.track) LOOP
      free := free + interval '1 ms';
    END LOOP;
    UPDATE removed_plays r SET track_id = one.track, played_at = free, reports = CASE WHEN free = one.played_at
        THEN one.reports ELSE one.reports || (
          SELECT coalesce(jsonb_agg(jsonb_build_object('source', s, 'ended_at', one.played_at)), '[]')
          FROM unnest(one.sources) s WHERE NOT one.reports @> jsonb_build_array(jsonb_build_object('source', s))) END
      WHERE r.user_id = listener AND r.played_at = one.played_at AND r.track_id = one.track_id;
  END LOOP;
END
$$;

-- prisma/sql/history/recount_left_out.sql
-- Compares stored plays of a listener with their exclusions (mark_left_out), and counts the rollups of those that changed again.
-- The caller locks the listener's row. Takes parallel lists: when the plays ended, and their tracks. Returns nothing.
CREATE OR REPLACE FUNCTION recount_left_out(listener int, ends timestamptz[], ended_tracks int[]) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  marked record;
BEGIN
  SELECT * INTO marked FROM mark_left_out(listener, ends, ended_tracks);
  IF marked.of_tracks = '{}' THEN RETURN; END IF;
  PERFORM recount_changed_plays(listener, marked.of_tracks, marked.on_days, marked.estimated);
END
$$;

-- prisma/sql/history/remove_plays.sql
-- Removes plays of a listener, and counts the rollups again without them. Where a play goes (to removed_plays, or into
-- another one) is the caller's business.
--
-- Takes [{played_at, track_id}] of one listener, whose row the caller locks. Returns how many were there.
CREATE OR REPLACE FUNCTION remove_plays(listener int, keys jsonb) RETURNS int
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  tracks_of int[];
  ends timestamptz[];
  days_of date[];
  estimated int;
  removed int;
  after record;
BEGIN
  WITH gone AS (
    DELETE FROM play_events e USING jsonb_to_recordset(keys) AS x(played_at timestamptz, track_id int)
    WHERE e.user_id = listener AND e.played_at = x.played_at AND e.track_id = x.track_id
    RETURNING e.played_at, e.track_id, e.ms_played, e.listened_ms
  )
  SELECT array_agg(DISTINCT g.track_id), array_agg(g.played_at),
      array_agg(DISTINCT (g.played_at AT TIME ZONE u.time_zone)::date), -count(*) FILTER (WHERE g.ms_played IS NULL AND g.listened_ms IS NOT NULL), count(*)
    INTO tracks_of, ends, days_of, estimated, removed FROM gone g JOIN users u ON u.id = listener;
  IF removed = 0 THEN RETURN 0; END IF;

  SELECT * INTO after FROM remeasure_plays(listener, ends);
  PERFORM recount_changed_plays(listener, tracks_of || after.of_tracks, days_of || after.on_days, estimated);
  RETURN removed;
END
$$;

-- prisma/sql/history/update_removed.sql
-- Updates removed plays with what has been reported since: undoing brings them back with all of it.
--
-- Takes plays as played_tracks does, each with the key that it has in removed_plays so far: [{was_played_at, was_track_id, …}].
-- Their endings are there. The caller locks the listeners' rows. Returns nothing.
CREATE OR REPLACE FUNCTION update_removed(plays jsonb, at_now timestamptz) RETURNS void
LANGUAGE plpgsql
SET jit = off
AS $$
DECLARE
  updated removed_plays[];
BEGIN
  IF plays IS NULL OR plays = '[]' THEN RETURN; END IF;
  WITH reported AS MATERIALIZED (
    SELECT x.*, nextval('play_origins_id_seq')::int AS origin FROM jsonb_to_recordset(plays)
      AS x(user_id int, was_played_at timestamptz, was_track_id int, played_at timestamptz, track text, track_id int,
        ms_played int, context text, sources play_source[], first_origin int, skipped boolean, reason_start text,
        reason_end text, reports jsonb)
  ), origins AS (
    INSERT INTO play_origins (id, sources, created_at, first_id) SELECT origin, sources, at_now, first_origin FROM reported
  ), gone AS (
    DELETE FROM removed_plays r USING reported s
    WHERE r.user_id = s.user_id AND r.played_at = s.was_played_at AND r.track_id = s.was_track_id
    RETURNING r.removal_id, s.*
  )
  SELECT array_agg(ROW(g.user_id, g.played_at, coalesce(g.track_id, claimed_track(g.user_id, g.track, NULL)), g.removal_id, g.origin, c.id,
      g.ms_played, n.id, g.reports)::removed_plays) INTO updated
    FROM gone g LEFT JOIN play_contexts c ON c.uri = g.context
    LEFT JOIN play_endings n ON n.reason_start = coalesce(g.reason_start, '')
      AND n.reason_end = coalesce(g.reason_end, '') AND n.skipped IS NOT DISTINCT FROM g.skipped;
  -- All old keys are free now.
  INSERT INTO removed_plays SELECT * FROM unnest(updated) ON CONFLICT DO NOTHING;
END
$$;

RESET check_function_bodies;
