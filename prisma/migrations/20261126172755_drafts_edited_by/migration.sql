-- AlterTable
ALTER TABLE "campaigns" ADD COLUMN     "edited_at" TIMESTAMPTZ(3),
ADD COLUMN     "edited_by" TEXT,
ADD COLUMN     "edited_by_id" TEXT;

-- AlterTable
ALTER TABLE "journeys" ADD COLUMN     "edited_at" TIMESTAMPTZ(3),
ADD COLUMN     "edited_by" TEXT,
ADD COLUMN     "edited_by_id" TEXT;
