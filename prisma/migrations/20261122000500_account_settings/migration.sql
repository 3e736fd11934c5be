-- CreateEnum
CREATE TYPE "theme" AS ENUM ('system', 'light', 'dark');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "disconnected_at" TIMESTAMPTZ(3),
ADD COLUMN     "locale" TEXT,
ADD COLUMN     "theme" "theme" NOT NULL DEFAULT 'system';
