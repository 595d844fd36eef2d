-- CreateTable
CREATE TABLE "control_groups" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "percent" DECIMAL(3,1) NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "control_groups_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "list_imports" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "identified_by" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "refused" BIGINT NOT NULL DEFAULT 0,
    "repeated" BIGINT NOT NULL DEFAULT 0,
    "applied" BIGINT NOT NULL DEFAULT 0,
    "found" BIGINT NOT NULL DEFAULT 0,
    "unknown" BIGINT NOT NULL DEFAULT 0,
    "doubled" BIGINT NOT NULL DEFAULT 0,
    "entered" BIGINT NOT NULL DEFAULT 0,
    "left" BIGINT NOT NULL DEFAULT 0,
    "problem" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "list_imports_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "list_import_rows" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "line" INTEGER NOT NULL,

    CONSTRAINT "list_import_rows_pkey" PRIMARY KEY ("workspace_id","import_id","identity")
);

-- CreateTable
CREATE TABLE "list_import_people" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "list_import_people_pkey" PRIMARY KEY ("workspace_id","import_id","person_id")
);

-- CreateTable
CREATE TABLE "list_import_refusals" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "list_import_refusals_pkey" PRIMARY KEY ("workspace_id","import_id","line")
);

-- CreateIndex
CREATE INDEX "list_imports_workspace_id_segment_id_created_at_idx" ON "list_imports"("workspace_id", "segment_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "list_import_rows" ADD CONSTRAINT "list_import_rows_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "list_imports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "list_import_people" ADD CONSTRAINT "list_import_people_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "list_imports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "list_import_refusals" ADD CONSTRAINT "list_import_refusals_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "list_imports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Names are unique whatever their case; a removed group gives its name free.
CREATE UNIQUE INDEX "control_groups_workspace_id_lower_name_key" ON "control_groups"("workspace_id", lower("name")) WHERE "removed_at" IS NULL;

-- One system group a workspace.
CREATE UNIQUE INDEX "control_groups_workspace_id_system_key" ON "control_groups"("workspace_id") WHERE "kind" = 'system' AND "removed_at" IS NULL;
