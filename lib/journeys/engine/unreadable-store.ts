import type { Db } from "../../db/client.ts";
import { STILL_LIKE } from "../still.ts";

export type VersionInUse = { workspaceId: string; journeyId: string; version: number };

/** The versions of active journeys that people enter by, or are in as they were counted. */
export async function versionsInUse(db: Db): Promise<VersionInUse[]> {
  return db.sql(
    `select j.workspace_id::text as "workspaceId", j.id::text as "journeyId", v.number as version
     from journeys j join journey_versions v on v.workspace_id = j.workspace_id and v.journey_id = j.id
     where j.status in ('SCHEDULED', 'RUNNING', 'PAUSED') and (v.number = j.version or exists (
       select 1 from journey_counts n where n.workspace_id = v.workspace_id and n.journey_id = v.journey_id and n.version = v.number
         and ((n.node = '' and n.what in ('entered', 'moved_in', 'left')) or (n.what = 'out' and n.exit = 'other_version'))
       having sum(case when n.node = '' and n.what in ('entered', 'moved_in') then n.people else -n.people end) > 0))
     order by j.id, v.number`,
  );
}

/** Says on journeys why they stand still, and of no others that they do any more; those are answered. */
export async function tellStill(
  db: Db,
  still: readonly { journeyId: string; why: string }[],
): Promise<{ workspaceId: string; journeyId: string }[]> {
  return db.sql(
    `with still as (select * from unnest($1::uuid[], $2::text[]) as s(id, why)),
     told as (
       update journeys j set waiting = s.why from still s where j.id = s.id and j.waiting is distinct from s.why)
     update journeys j set waiting = null
     where j.waiting like '${STILL_LIKE}' and j.id not in (select id from still)
     returning j.workspace_id::text as "workspaceId", j.id::text as "journeyId"`,
    [still.map(({ journeyId }) => journeyId), still.map(({ why }) => why)],
  );
}
