-- CreateTable
CREATE TABLE "person_contexts" (
    "workspace_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "context" JSONB NOT NULL DEFAULT '{}',
    "times" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "person_contexts_pkey" PRIMARY KEY ("workspace_id","person_id")
);
