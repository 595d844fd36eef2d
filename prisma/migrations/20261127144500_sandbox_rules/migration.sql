-- CreateTable
CREATE TABLE "sandbox_rules" (
    "workspace_id" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "audience_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "sealed_key" TEXT NOT NULL,
    "delivered" BIGINT NOT NULL DEFAULT 0,
    "failed" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sandbox_rules_pkey" PRIMARY KEY ("workspace_id","account")
);

-- CreateTable
CREATE TABLE "sandbox_deliveries" (
    "account" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "status" INTEGER,
    "answer" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "sandbox_deliveries_pkey" PRIMARY KEY ("account","message_id","workspace_id")
);

-- CreateIndex
CREATE INDEX "sandbox_rules_account_idx" ON "sandbox_rules"("account");

-- CreateIndex
CREATE INDEX "sandbox_deliveries_due_at_idx" ON "sandbox_deliveries"("due_at");
