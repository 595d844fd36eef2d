-- AlterTable
ALTER TABLE "segments" ADD COLUMN     "counted_at" TIMESTAMPTZ(3),
ADD COLUMN     "drift" INTEGER,
ADD COLUMN     "drift_at" TIMESTAMPTZ(3),
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'past',
ADD COLUMN     "people" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "problem" TEXT,
ADD COLUMN     "refresh_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "refresh_ms" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'counting';

-- CreateTable
CREATE TABLE "segment_members" (
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_members_pkey" PRIMARY KEY ("workspace_id","segment_id","person_id")
);

-- CreateTable
CREATE TABLE "segment_dues" (
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_dues_pkey" PRIMARY KEY ("workspace_id","segment_id","person_id")
);

-- CreateTable
CREATE TABLE "segment_changes" (
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "tx" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "seq" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "entered" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cause" TEXT NOT NULL,

    CONSTRAINT "segment_changes_pkey" PRIMARY KEY ("workspace_id","segment_id","tx","seq")
);

-- CreateTable
CREATE TABLE "segment_days" (
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "people" INTEGER NOT NULL,
    "entered" INTEGER NOT NULL DEFAULT 0,
    "left" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "segment_days_pkey" PRIMARY KEY ("workspace_id","segment_id","day")
);

-- CreateTable
CREATE TABLE "person_touches" (
    "workspace_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "what" TEXT NOT NULL,

    CONSTRAINT "person_touches_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- CreateIndex
CREATE INDEX "segment_members_workspace_id_segment_id_entered_at_person_i_idx" ON "segment_members"("workspace_id", "segment_id", "entered_at" DESC, "person_id");

-- CreateIndex
CREATE INDEX "segment_members_workspace_id_person_id_idx" ON "segment_members"("workspace_id", "person_id");

-- CreateIndex
CREATE INDEX "segment_dues_due_at_idx" ON "segment_dues"("due_at");

-- CreateIndex
CREATE INDEX "segment_changes_workspace_id_person_id_at_idx" ON "segment_changes"("workspace_id", "person_id", "at" DESC);

-- CreateIndex
CREATE INDEX "segment_changes_workspace_id_segment_id_at_seq_idx" ON "segment_changes"("workspace_id", "segment_id", "at" DESC, "seq" DESC);

-- CreateIndex
CREATE INDEX "segments_refresh_at_idx" ON "segments"("refresh_at");
