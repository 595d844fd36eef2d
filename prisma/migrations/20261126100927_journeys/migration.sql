-- CreateTable
CREATE TABLE "journeys" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" BIGINT,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "draft" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "secrets" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "reason" TEXT,
    "waiting" TEXT,
    "version" INTEGER,
    "published_revision" INTEGER,
    "from_tx" BIGINT NOT NULL DEFAULT 0,
    "next_run_at" TIMESTAMPTZ(3),
    "run_at" TIMESTAMPTZ(3),
    "run_cursor" UUID,
    "runs" INTEGER NOT NULL DEFAULT 0,
    "last_run_at" TIMESTAMPTZ(3),
    "lease" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),
    "weights" JSONB NOT NULL DEFAULT '{}',
    "weighed_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stopped_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "swept_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "journeys_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journey_versions" (
    "workspace_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "secrets" JSONB NOT NULL DEFAULT '{}',
    "note" TEXT NOT NULL DEFAULT '',
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "moves" JSONB,
    "moved_at" TIMESTAMPTZ(3),

    CONSTRAINT "journey_versions_pkey" PRIMARY KEY ("workspace_id","journey_id","number")
);

-- CreateTable
CREATE TABLE "journey_stays" (
    "workspace_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "node" TEXT NOT NULL,
    "whereabouts" JSONB,
    "waits" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "due_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "backlog" JSONB,
    "steps" INTEGER NOT NULL DEFAULT 0,
    "entered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_kind" TEXT,
    "goal" TEXT,

    CONSTRAINT "journey_stays_pkey" PRIMARY KEY ("workspace_id","person_id","journey_id","round")
);

-- CreateTable
CREATE TABLE "journey_steps" (
    "workspace_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,
    "node" TEXT NOT NULL,
    "did" TEXT NOT NULL,
    "exit" TEXT NOT NULL DEFAULT '',
    "because" TEXT NOT NULL,

    CONSTRAINT "journey_steps_pkey" PRIMARY KEY ("workspace_id","person_id","journey_id","round","seq")
);

-- CreateTable
CREATE TABLE "journey_senders" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "node" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "waiting" TEXT,
    "parked_until" TIMESTAMPTZ(3),
    "outage" JSONB,
    "batches" INTEGER NOT NULL DEFAULT 0,
    "lease" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),

    CONSTRAINT "journey_senders_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journey_pending" (
    "workspace_id" UUID NOT NULL,
    "sender_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "visit" INTEGER NOT NULL,
    "journey_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event" JSONB,
    "leaving" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "journey_pending_pkey" PRIMARY KEY ("workspace_id","sender_id","due_at","message_id")
);

-- CreateTable
CREATE TABLE "journey_messages" (
    "workspace_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "visit" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "node" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "journey_messages_pkey" PRIMARY KEY ("workspace_id","person_id","journey_id","round","visit")
);

-- CreateTable
CREATE TABLE "journey_counts" (
    "workspace_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "node" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "exit" TEXT NOT NULL DEFAULT '',
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "lane" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "journey_counts_pkey" PRIMARY KEY ("workspace_id","journey_id","version","node","what","exit","hour","lane")
);

-- CreateTable
CREATE TABLE "journey_refusals" (
    "workspace_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT,
    "times" INTEGER NOT NULL DEFAULT 1,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "journey_refusals_pkey" PRIMARY KEY ("workspace_id","journey_id","person_id","reason")
);

-- CreateIndex
CREATE INDEX "journeys_workspace_id_status_id_idx" ON "journeys"("workspace_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "journeys_status_next_run_at_idx" ON "journeys"("status", "next_run_at");

-- CreateIndex
CREATE UNIQUE INDEX "journeys_workspace_id_number_key" ON "journeys"("workspace_id", "number");

-- CreateIndex
CREATE INDEX "journey_stays_workspace_id_journey_id_due_at_idx" ON "journey_stays"("workspace_id", "journey_id", "due_at");

-- CreateIndex
CREATE INDEX "journey_stays_workspace_id_journey_id_entered_at_person_id_idx" ON "journey_stays"("workspace_id", "journey_id", "entered_at" DESC, "person_id");

-- CreateIndex
CREATE INDEX "journey_stays_workspace_id_journey_id_ended_at_person_id_idx" ON "journey_stays"("workspace_id", "journey_id", "ended_at" DESC, "person_id");

-- CreateIndex
CREATE INDEX "journey_steps_workspace_id_journey_id_node_exit_at_person_i_idx" ON "journey_steps"("workspace_id", "journey_id", "node", "exit", "at" DESC, "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "journey_senders_workspace_id_journey_id_version_node_key" ON "journey_senders"("workspace_id", "journey_id", "version", "node");

-- CreateIndex
CREATE INDEX "journey_pending_workspace_id_person_id_idx" ON "journey_pending"("workspace_id", "person_id");

-- CreateIndex
CREATE INDEX "journey_messages_workspace_id_person_id_decided_at_idx" ON "journey_messages"("workspace_id", "person_id", "decided_at" DESC);

-- CreateIndex
CREATE INDEX "journey_messages_workspace_id_journey_id_node_status_decide_idx" ON "journey_messages"("workspace_id", "journey_id", "node", "status", "decided_at" DESC, "person_id");

-- CreateIndex
CREATE INDEX "journey_refusals_workspace_id_journey_id_last_at_person_id_idx" ON "journey_refusals"("workspace_id", "journey_id", "last_at" DESC, "person_id");

-- CreateIndex
CREATE INDEX "journey_refusals_workspace_id_person_id_idx" ON "journey_refusals"("workspace_id", "person_id");

-- AddForeignKey
ALTER TABLE "journey_versions" ADD CONSTRAINT "journey_versions_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
