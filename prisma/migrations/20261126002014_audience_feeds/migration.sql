-- CreateTable
CREATE TABLE "audience_feeds" (
    "workspace_id" UUID NOT NULL,
    "audience_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "filled_after" UUID,
    "filled" BOOLEAN NOT NULL DEFAULT false,
    "tx" BIGINT NOT NULL DEFAULT ((pg_snapshot_xmin(pg_current_snapshot()))::text)::bigint,

    CONSTRAINT "audience_feeds_pkey" PRIMARY KEY ("workspace_id","audience_id")
);

-- CreateIndex
CREATE INDEX "audience_feeds_workspace_id_segment_id_idx" ON "audience_feeds"("workspace_id", "segment_id");

-- AddForeignKey
ALTER TABLE "audience_feeds" ADD CONSTRAINT "audience_feeds_workspace_id_audience_id_fkey" FOREIGN KEY ("workspace_id", "audience_id") REFERENCES "audiences"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
