-- CreateTable
CREATE TABLE "segments" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "definition" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "segments_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "segments_workspace_id_created_at_id_idx" ON "segments"("workspace_id", "created_at" DESC, "id" DESC);

-- Names are unique whatever their case; an archived segment gives its name free.
CREATE UNIQUE INDEX "segments_workspace_id_lower_name_key" ON "segments"("workspace_id", lower("name")) WHERE "archived_at" IS NULL;
