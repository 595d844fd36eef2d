-- CreateTable
CREATE TABLE "event_days" (
    "workspace_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "person_id" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_days_pkey" PRIMARY KEY ("workspace_id","type","name","day","person_id")
);

-- Whoever writes days of a workspace from its log holds this alone, whoever moves or deletes a person's events shares it.
CREATE FUNCTION junction_event_days_lock(workspace uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT hashtextextended('event days ' || workspace::text, 0) $$;

-- One of 16 people, whose ids end lowest, for estimates (lib/segments/sample.ts).
CREATE INDEX "people_sample_idx" ON "people" ("workspace_id", (right("id"::text, 8)) COLLATE "C")
  WHERE "merged_into" IS NULL AND right("id"::text, 8) COLLATE "C" < '10000000';
