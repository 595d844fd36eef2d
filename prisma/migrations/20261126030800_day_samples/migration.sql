-- Days of the one of 16 people who may be looked at for an estimate (people_sample_idx): to find them in the index of
-- everybody's days would read as much as to count everybody.
CREATE INDEX "event_days_sample_idx" ON "event_days" ("workspace_id", "type", "name", "day", "person_id")
  INCLUDE ("count", "first_at", "last_at") WHERE right("person_id"::text, 8) COLLATE "C" < '10000000';

-- The newest context of a person's events. A function, because no worker may share a plan that looks somebody up by a
-- subquery.
CREATE FUNCTION junction_context(workspace uuid, person uuid) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT k.context FROM person_contexts k WHERE k.workspace_id = workspace AND k.person_id = person
$$;
