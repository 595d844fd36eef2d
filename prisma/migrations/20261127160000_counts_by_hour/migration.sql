-- CreateIndex
CREATE INDEX "campaign_counts_workspace_id_hour_idx" ON "campaign_counts"("workspace_id", "hour");

-- CreateIndex
CREATE INDEX "journey_counts_workspace_id_hour_idx" ON "journey_counts"("workspace_id", "hour");
