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

    -- What is counted stands in the index too: questions about many people then read nothing but it.
    CONSTRAINT "event_days_pkey" PRIMARY KEY ("workspace_id","type","name","day","person_id")
      INCLUDE ("count", "first_at", "last_at")
);

-- An index alone answers only where VACUUM has been lately.
ALTER TABLE "event_days" SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02);

-- Whoever writes days of a workspace from its log holds this alone, whoever moves or deletes a person's events shares it.
CREATE FUNCTION junction_event_days_lock(workspace uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT hashtextextended('event days ' || workspace::text, 0) $$;

-- One of 16 people, whose ids end lowest, for estimates (lib/segments/sample.ts).
CREATE INDEX "people_sample_idx" ON "people" ("workspace_id", (right("id"::text, 8)) COLLATE "C")
  WHERE "merged_into" IS NULL AND right("id"::text, 8) COLLATE "C" < '10000000';

-- The numbers in a list added up, as a function so that a plan with it can be run by several workers.
CREATE FUNCTION junction_sum(list jsonb) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sum(CASE jsonb_typeof(x.value) WHEN 'number' THEN x.value::numeric END), 0)
  FROM jsonb_array_elements(list) AS x(value)
$$;

-- A list with each of its elements once.
CREATE FUNCTION junction_set(list jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT jsonb_agg(DISTINCT x.value) FROM jsonb_array_elements(list) AS x(value)
$$;
