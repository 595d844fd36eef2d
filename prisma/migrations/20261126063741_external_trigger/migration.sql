-- DropIndex
DROP INDEX "trigger_calls_workspace_id_at_id_idx";

-- AlterTable
ALTER TABLE "trigger_calls" DROP COLUMN "answer",
DROP COLUMN "campaign_ids";

-- CreateTable
CREATE TABLE "trigger_call_campaigns" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "refused" BOOLEAN NOT NULL,

    CONSTRAINT "trigger_call_campaigns_pkey" PRIMARY KEY ("workspace_id","campaign_id","call_id")
);

-- Who still waits by a call: its receipt, and whether it may be deleted.
CREATE INDEX "campaign_pending_by_call" ON "campaign_pending"("workspace_id", "call_id") WHERE call_id IS NOT NULL;
