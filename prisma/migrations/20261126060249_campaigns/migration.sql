-- CreateTable
CREATE TABLE "campaigns" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" BIGINT,
    "name" TEXT NOT NULL,
    "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "channel" TEXT NOT NULL,
    "qualification" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "secrets" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "reason" TEXT,
    "waiting" TEXT,
    "published_version" INTEGER,
    "published_by" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "requested_by" TEXT,
    "requested_by_id" TEXT,
    "next_run_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "runs" INTEGER NOT NULL DEFAULT 0,
    "last_run_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stopped_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "campaign_versions" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "secrets" JSONB NOT NULL DEFAULT '{}',
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_versions_pkey" PRIMARY KEY ("workspace_id","campaign_id","version")
);

-- CreateTable
CREATE TABLE "campaign_runs" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "stage" TEXT NOT NULL DEFAULT 'qualify',
    "reason" TEXT,
    "waiting" TEXT,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "cut_off_at" TIMESTAMPTZ(3),
    "cursor" UUID,
    "qualified" INTEGER NOT NULL DEFAULT 0,
    "reachable" INTEGER NOT NULL DEFAULT 0,
    "batches" INTEGER NOT NULL DEFAULT 0,
    "lease" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_runs_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "campaign_pending" (
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,
    "occasion" BIGINT NOT NULL DEFAULT 0,
    "campaign_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event_tx" BIGINT,
    "call_id" UUID,
    "same" TEXT,
    "leaving" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "campaign_pending_pkey" PRIMARY KEY ("workspace_id","run_id","due_at","person_id","occasion")
);

-- CreateTable
CREATE TABLE "campaign_deliveries" (
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "occasion" BIGINT NOT NULL DEFAULT 0,
    "campaign_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "event_tx" BIGINT,
    "call_id" UUID,
    "converted_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_deliveries_pkey" PRIMARY KEY ("workspace_id","run_id","person_id","occasion")
);

-- CreateTable
CREATE TABLE "campaign_counts" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',
    "people" INTEGER NOT NULL,

    CONSTRAINT "campaign_counts_pkey" PRIMARY KEY ("workspace_id","campaign_id","run_id","hour","status","code")
);

-- CreateTable
CREATE TABLE "trigger_calls" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "campaign_ids" UUID[],
    "payload" JSONB NOT NULL,
    "recipients" JSONB NOT NULL,
    "queued" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "status" INTEGER NOT NULL,
    "error" TEXT,
    "key" TEXT,
    "body_hash" TEXT,
    "answer" JSONB NOT NULL,

    CONSTRAINT "trigger_calls_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "campaigns_workspace_id_created_at_id_idx" ON "campaigns"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "campaigns_workspace_id_status_created_at_id_idx" ON "campaigns"("workspace_id", "status", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "campaigns_next_run_at_idx" ON "campaigns"("next_run_at");

-- CreateIndex
CREATE UNIQUE INDEX "campaigns_workspace_id_number_key" ON "campaigns"("workspace_id", "number");

-- CreateIndex
CREATE INDEX "campaign_runs_status_idx" ON "campaign_runs"("status");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_runs_workspace_id_campaign_id_number_key" ON "campaign_runs"("workspace_id", "campaign_id", "number");

-- CreateIndex
CREATE INDEX "campaign_deliveries_workspace_id_person_id_decided_at_idx" ON "campaign_deliveries"("workspace_id", "person_id", "decided_at" DESC);

-- CreateIndex
CREATE INDEX "campaign_deliveries_workspace_id_campaign_id_status_code_de_idx" ON "campaign_deliveries"("workspace_id", "campaign_id", "status", "code", "decided_at" DESC, "person_id");

-- CreateIndex
CREATE INDEX "trigger_calls_workspace_id_at_id_idx" ON "trigger_calls"("workspace_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "trigger_calls_workspace_id_key_key" ON "trigger_calls"("workspace_id", "key");

-- AddForeignKey
ALTER TABLE "campaign_versions" ADD CONSTRAINT "campaign_versions_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaigns"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What somebody else's event takes back: an inaction campaign waits for it.
CREATE INDEX "campaign_pending_by_person" ON "campaign_pending"("workspace_id", "person_id") WHERE event_tx IS NOT NULL;
