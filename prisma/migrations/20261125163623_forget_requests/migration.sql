-- CreateTable
CREATE TABLE "forget_requests" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "sealed" TEXT,
    "profiles" INTEGER NOT NULL DEFAULT 0,
    "identifiers" INTEGER NOT NULL DEFAULT 0,
    "events" BIGINT NOT NULL DEFAULT 0,
    "memberships" INTEGER NOT NULL DEFAULT 0,
    "decisions" INTEGER NOT NULL DEFAULT 0,
    "erased_at" TIMESTAMPTZ(3),
    "steps" JSONB NOT NULL DEFAULT '[]',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "forget_requests_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "forget_requests_workspace_id_person_id_idx" ON "forget_requests"("workspace_id", "person_id");

-- A person is deleted by one request at a time.
CREATE UNIQUE INDEX "forget_requests_open_idx" ON "forget_requests" ("workspace_id", "person_id")
  WHERE "status" IN ('PENDING', 'RUNNING');
