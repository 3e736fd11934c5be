-- Reports that listeners share: a snapshot each, reached by an id that nobody can guess.

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

    CONSTRAINT "shareable_reports_pkey" PRIMARY KEY ("share_id"),
    CONSTRAINT "shareable_reports_share_id_check" CHECK ("share_id" ~ '^[0-9A-Za-z]{12}$'),
    CONSTRAINT "shareable_reports_title_check" CHECK (char_length("title") BETWEEN 1 AND 100),
    CONSTRAINT "shareable_reports_description_check" CHECK (char_length("description") <= 500)
);

-- A PNG is packed already: do not try again on every write.
ALTER TABLE "shareable_reports" ALTER COLUMN "image" SET STORAGE EXTERNAL;

-- CreateIndex
CREATE INDEX "shareable_reports_user_id_created_at_idx" ON "shareable_reports"("user_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "shareable_reports" ADD CONSTRAINT "shareable_reports_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
