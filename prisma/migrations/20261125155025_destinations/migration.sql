-- AlterTable
ALTER TABLE "ledger_entries" ADD COLUMN     "discarded_at" TIMESTAMPTZ(3),
ADD COLUMN     "discarded_by" TEXT;

-- CreateTable
CREATE TABLE "destinations" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "partner" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'cloud',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "filter_mode" TEXT NOT NULL DEFAULT 'all',
    "event_names" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "position_tx" BIGINT NOT NULL DEFAULT 0,
    "position_seq" BIGINT NOT NULL DEFAULT 0,
    "outage" JSONB,
    "halted" TEXT,
    "halted_at" TIMESTAMPTZ(3),
    "lease" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),
    "last_sent_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "destinations_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "destination_batches" (
    "workspace_id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "replay_id" UUID,
    "seqs" BIGINT[],
    "first_seq" BIGINT NOT NULL,
    "last_seq" BIGINT NOT NULL,
    "records" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'sending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retried" INTEGER NOT NULL DEFAULT 0,
    "http_status" INTEGER,
    "answer" JSONB,
    "refused" JSONB,
    "booked" BOOLEAN NOT NULL DEFAULT false,
    "took_ms" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "destination_batches_pkey" PRIMARY KEY ("workspace_id","destination_id","id")
);

-- CreateTable
CREATE TABLE "destination_counts" (
    "workspace_id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "stage" TEXT NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',
    "replayed" BOOLEAN NOT NULL DEFAULT false,
    "count" BIGINT NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL DEFAULT '',
    "latency" BIGINT[],

    CONSTRAINT "destination_counts_pkey" PRIMARY KEY ("workspace_id","destination_id","minute","stage","code","replayed")
);

-- CreateTable
CREATE TABLE "destination_replays" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "destination_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "filter" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "expected" BIGINT NOT NULL DEFAULT 0,
    "read" BIGINT NOT NULL DEFAULT 0,
    "delivered" BIGINT NOT NULL DEFAULT 0,
    "filtered" BIGINT NOT NULL DEFAULT 0,
    "refused" BIGINT NOT NULL DEFAULT 0,
    "to_tx" BIGINT NOT NULL,
    "to_seq" BIGINT NOT NULL,
    "cursor_tx" BIGINT NOT NULL DEFAULT 0,
    "cursor_seq" BIGINT NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "stopped_by" TEXT,

    CONSTRAINT "destination_replays_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "sandbox_events" (
    "partner" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "identity" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ts" BIGINT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sandbox_events_pkey" PRIMARY KEY ("partner","account","id")
);

-- CreateIndex
CREATE INDEX "destinations_workspace_id_source_id_idx" ON "destinations"("workspace_id", "source_id");

-- CreateIndex
CREATE INDEX "destinations_workspace_id_connection_id_idx" ON "destinations"("workspace_id", "connection_id");

-- CreateIndex
CREATE INDEX "destination_batches_workspace_id_destination_id_last_seq_idx" ON "destination_batches"("workspace_id", "destination_id", "last_seq");

-- CreateIndex
CREATE INDEX "destination_batches_workspace_id_destination_id_booked_idx" ON "destination_batches"("workspace_id", "destination_id", "booked");

-- CreateIndex
CREATE INDEX "destination_batches_at_idx" ON "destination_batches"("at");

-- CreateIndex
CREATE INDEX "destination_counts_minute_idx" ON "destination_counts"("minute");

-- CreateIndex
CREATE INDEX "destination_replays_workspace_id_destination_id_created_at_idx" ON "destination_replays"("workspace_id", "destination_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "sandbox_events_partner_account_name_ts_id_idx" ON "sandbox_events"("partner", "account", "name", "ts", "id");

-- CreateIndex
CREATE INDEX "sandbox_events_partner_account_identity_id_idx" ON "sandbox_events"("partner", "account", "identity", "id");

-- CreateIndex
CREATE INDEX "ledger_entries_workspace_id_origin_id_event_seq_idx" ON "ledger_entries"("workspace_id", "origin_id", "event_seq");

-- AddForeignKey
ALTER TABLE "destinations" ADD CONSTRAINT "destinations_workspace_id_source_id_fkey" FOREIGN KEY ("workspace_id", "source_id") REFERENCES "sources"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "destinations" ADD CONSTRAINT "destinations_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "destination_replays" ADD CONSTRAINT "destination_replays_workspace_id_destination_id_fkey" FOREIGN KEY ("workspace_id", "destination_id") REFERENCES "destinations"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
