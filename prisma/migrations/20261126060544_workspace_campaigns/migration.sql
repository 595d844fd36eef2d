-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN     "approval" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "limits" JSONB NOT NULL DEFAULT '{}';

-- Who reached a campaign's goal: few among many, asked by every report.
CREATE INDEX "campaign_deliveries_converted" ON "campaign_deliveries"("workspace_id", "campaign_id") WHERE converted_at IS NOT NULL;
