ALTER TABLE "artists" ADD COLUMN "genres_asked_at" TIMESTAMPTZ(3);
