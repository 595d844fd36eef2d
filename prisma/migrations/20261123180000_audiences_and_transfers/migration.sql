-- AlterTable
ALTER TABLE "ledger_entries" ADD COLUMN     "identity" TEXT;

-- CreateTable
CREATE TABLE "audiences" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "origin" TEXT NOT NULL,
    "definition" JSONB NOT NULL DEFAULT '{}',
    "identifier" TEXT NOT NULL DEFAULT 'user_id',
    "token" TEXT,
    "size" BIGINT NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audiences_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "audience_keys" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "audience_id" UUID NOT NULL,
    "key_hash" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "audience_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audience_members" (
    "workspace_id" UUID NOT NULL,
    "audience_id" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "present" BOOLEAN NOT NULL,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "stamps" JSONB NOT NULL DEFAULT '{}',
    "upserted_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_tx" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,

    CONSTRAINT "audience_members_pkey" PRIMARY KEY ("workspace_id","audience_id","identity")
);

-- CreateTable
CREATE TABLE "audience_operations" (
    "workspace_id" UUID NOT NULL,
    "audience_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "operation" TEXT NOT NULL,
    "identity" TEXT NOT NULL DEFAULT '',
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "event_id" TEXT,
    "body" JSONB,

    CONSTRAINT "audience_operations_pkey" PRIMARY KEY ("workspace_id","audience_id","id")
);

-- CreateTable
CREATE TABLE "audience_event_ids" (
    "workspace_id" UUID NOT NULL,
    "event_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audience_event_ids_pkey" PRIMARY KEY ("workspace_id","event_id")
);

-- CreateTable
CREATE TABLE "audience_sizes" (
    "workspace_id" UUID NOT NULL,
    "audience_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "size" BIGINT NOT NULL,
    "joined" INTEGER NOT NULL DEFAULT 0,
    "left" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "audience_sizes_pkey" PRIMARY KEY ("workspace_id","audience_id","hour")
);

-- CreateTable
CREATE TABLE "audience_imports" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "audience_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "refused" BIGINT NOT NULL DEFAULT 0,
    "repeated" BIGINT NOT NULL DEFAULT 0,
    "applied" BIGINT NOT NULL DEFAULT 0,
    "joined" BIGINT NOT NULL DEFAULT 0,
    "left" BIGINT NOT NULL DEFAULT 0,
    "problem" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "audience_imports_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "audience_import_rows" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "properties" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audience_import_rows_pkey" PRIMARY KEY ("workspace_id","import_id","identity")
);

-- CreateTable
CREATE TABLE "audience_import_refusals" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "audience_import_refusals_pkey" PRIMARY KEY ("workspace_id","import_id","line")
);

-- CreateTable
CREATE TABLE "story_answers" (
    "workspace_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "story_group_id" TEXT NOT NULL,
    "story_id" TEXT NOT NULL,
    "component_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "identity" TEXT NOT NULL,

    CONSTRAINT "story_answers_pkey" PRIMARY KEY ("workspace_id","message_id")
);

-- CreateTable
CREATE TABLE "transfers" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "audience_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "partner" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "frequency" TEXT NOT NULL,
    "every_hours" INTEGER,
    "next_run_at" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "outcome" TEXT,
    "outcome_reason" TEXT,
    "waiting" TEXT,
    "position_tx" BIGINT NOT NULL DEFAULT 0,
    "last_run_at" TIMESTAMPTZ(3),
    "stopped_by" TEXT,
    "stopped_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfers_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "transfer_runs" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "transfer_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "outcome_reason" TEXT,
    "waiting" TEXT,
    "settings" JSONB NOT NULL,
    "scope" TEXT NOT NULL,
    "from_tx" BIGINT NOT NULL DEFAULT 0,
    "to_tx" BIGINT NOT NULL DEFAULT 0,
    "cursor" JSONB,
    "expected" BIGINT,
    "read" BIGINT NOT NULL DEFAULT 0,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "removed" BIGINT NOT NULL DEFAULT 0,
    "rejected" BIGINT NOT NULL DEFAULT 0,
    "retried" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "batches" INTEGER NOT NULL DEFAULT 0,
    "lease" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfer_runs_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "transfer_members" (
    "workspace_id" UUID NOT NULL,
    "transfer_id" UUID NOT NULL,
    "identity" TEXT NOT NULL,
    "holds" TEXT,
    "refused" TEXT,
    "refused_value" TEXT,
    "code" TEXT,
    "reason" TEXT,
    "run_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transfer_members_pkey" PRIMARY KEY ("workspace_id","transfer_id","identity")
);

-- CreateIndex
CREATE UNIQUE INDEX "audiences_token_key" ON "audiences"("token");

-- CreateIndex
CREATE INDEX "audiences_workspace_id_created_at_id_idx" ON "audiences"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "audience_keys_key_hash_key" ON "audience_keys"("key_hash");

-- CreateIndex
CREATE INDEX "audience_keys_workspace_id_audience_id_idx" ON "audience_keys"("workspace_id", "audience_id");

-- CreateIndex
CREATE INDEX "audience_members_workspace_id_audience_id_changed_tx_identi_idx" ON "audience_members"("workspace_id", "audience_id", "changed_tx", "identity");

-- CreateIndex
CREATE INDEX "audience_members_workspace_id_audience_id_present_joined_at_idx" ON "audience_members"("workspace_id", "audience_id", "present", "joined_at" DESC, "identity");

-- CreateIndex
CREATE INDEX "audience_operations_workspace_id_audience_id_verdict_id_idx" ON "audience_operations"("workspace_id", "audience_id", "verdict", "id" DESC);

-- CreateIndex
CREATE INDEX "audience_operations_workspace_id_audience_id_identity_id_idx" ON "audience_operations"("workspace_id", "audience_id", "identity", "id" DESC);

-- CreateIndex
CREATE INDEX "audience_operations_received_at_idx" ON "audience_operations"("received_at");

-- CreateIndex
CREATE INDEX "audience_event_ids_received_at_idx" ON "audience_event_ids"("received_at");

-- CreateIndex
CREATE INDEX "audience_imports_workspace_id_audience_id_created_at_idx" ON "audience_imports"("workspace_id", "audience_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "story_answers_workspace_id_component_id_answer_identity_idx" ON "story_answers"("workspace_id", "component_id", "answer", "identity");

-- CreateIndex
CREATE INDEX "transfers_workspace_id_created_at_id_idx" ON "transfers"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "transfers_workspace_id_audience_id_idx" ON "transfers"("workspace_id", "audience_id");

-- CreateIndex
CREATE INDEX "transfers_workspace_id_connection_id_idx" ON "transfers"("workspace_id", "connection_id");

-- CreateIndex
CREATE INDEX "transfers_next_run_at_idx" ON "transfers"("next_run_at");

-- CreateIndex
CREATE INDEX "transfer_runs_status_idx" ON "transfer_runs"("status");

-- CreateIndex
CREATE UNIQUE INDEX "transfer_runs_workspace_id_transfer_id_number_key" ON "transfer_runs"("workspace_id", "transfer_id", "number");

-- AddForeignKey
ALTER TABLE "audience_keys" ADD CONSTRAINT "audience_keys_workspace_id_audience_id_fkey" FOREIGN KEY ("workspace_id", "audience_id") REFERENCES "audiences"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audience_imports" ADD CONSTRAINT "audience_imports_workspace_id_audience_id_fkey" FOREIGN KEY ("workspace_id", "audience_id") REFERENCES "audiences"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audience_import_rows" ADD CONSTRAINT "audience_import_rows_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "audience_imports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audience_import_refusals" ADD CONSTRAINT "audience_import_refusals_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "audience_imports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_workspace_id_audience_id_fkey" FOREIGN KEY ("workspace_id", "audience_id") REFERENCES "audiences"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_runs" ADD CONSTRAINT "transfer_runs_workspace_id_transfer_id_fkey" FOREIGN KEY ("workspace_id", "transfer_id") REFERENCES "transfers"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say: partners tell audiences apart by their name, and members are searched by its beginning.
CREATE UNIQUE INDEX "audiences_lower_name_key" ON "audiences" ("workspace_id", lower("name"));
CREATE INDEX "audience_members_lower_identity_idx"
  ON "audience_members" ("workspace_id", "audience_id", lower("identity") text_pattern_ops);
ALTER TABLE "audience_members" SET (fillfactor = 85);
-- Rejected members of a run, each with its call.
CREATE INDEX "ledger_entries_identity_idx" ON "ledger_entries" ("workspace_id", "run_id", "identity")
  WHERE "identity" IS NOT NULL;
-- Nearly nobody is refused: an index of the others would only slow the booking of what was accepted.
CREATE INDEX "transfer_members_refused_idx" ON "transfer_members" ("workspace_id", "transfer_id", "identity")
  WHERE "refused" IS NOT NULL;
