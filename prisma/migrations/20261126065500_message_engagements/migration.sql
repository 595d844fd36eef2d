-- CreateTable
CREATE TABLE "message_engagements" (
    "workspace_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "origin_kind" TEXT NOT NULL,
    "origin_id" UUID NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "last_url" TEXT,

    CONSTRAINT "message_engagements_pkey" PRIMARY KEY ("workspace_id","message_id","kind")
);

-- CreateTable
CREATE TABLE "channel_subscriptions" (
    "workspace_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'unsubscribed',
    "reason" TEXT NOT NULL,
    "origin_kind" TEXT,
    "origin_id" UUID,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_subscriptions_pkey" PRIMARY KEY ("workspace_id","person_id","channel")
);

-- CreateIndex
CREATE INDEX "message_engagements_workspace_id_origin_id_kind_idx" ON "message_engagements"("workspace_id", "origin_id", "kind");

-- CreateIndex
CREATE INDEX "message_engagements_workspace_id_person_id_idx" ON "message_engagements"("workspace_id", "person_id");
