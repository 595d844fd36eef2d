-- AlterTable
ALTER TABLE "campaign_runs" ADD COLUMN     "from_tx" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "outage" JSONB,
ADD COLUMN     "parked_until" TIMESTAMPTZ(3),
ADD COLUMN     "released_by" TEXT,
ADD COLUMN     "swept_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "campaigns" ADD COLUMN     "planned_at" TIMESTAMPTZ(3);
