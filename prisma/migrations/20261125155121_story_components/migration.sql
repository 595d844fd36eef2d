-- CreateTable
CREATE TABLE "story_components" (
    "workspace_id" UUID NOT NULL,
    "component_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "story_group_id" TEXT NOT NULL,
    "story_id" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "story_components_pkey" PRIMARY KEY ("workspace_id","component_id")
);

-- CreateTable
CREATE TABLE "story_answer_counts" (
    "workspace_id" UUID NOT NULL,
    "component_id" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "story_answer_counts_pkey" PRIMARY KEY ("workspace_id","component_id","answer")
);

-- CreateIndex
CREATE INDEX "story_components_workspace_id_last_at_component_id_idx" ON "story_components"("workspace_id", "last_at" DESC, "component_id");

-- What Prisma cannot say: components are searched by the beginning of their id, in either case.
CREATE INDEX "story_components_lower_component_id_idx"
  ON "story_components" ("workspace_id", lower("component_id") text_pattern_ops);

-- Answers that are there already, each component as its newest answer describes it.
INSERT INTO "story_components" ("workspace_id", "component_id", "kind", "story_group_id", "story_id", "last_at")
SELECT DISTINCT ON ("workspace_id", "component_id") "workspace_id", "component_id", "kind", "story_group_id", "story_id", "at"
FROM "story_answers" ORDER BY "workspace_id", "component_id", "at" DESC, "message_id" DESC;
INSERT INTO "story_answer_counts" ("workspace_id", "component_id", "answer", "count")
SELECT "workspace_id", "component_id", "answer", count(*) FROM "story_answers" GROUP BY 1, 2, 3;
