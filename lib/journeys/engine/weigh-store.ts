import type { Db } from "../../db/client.ts";
import type { EventsAsked } from "../../segments/definition.ts";
import { scopeAt } from "../../segments/scope.ts";
import { eventsAsked } from "../../segments/sql/event-rows.ts";
import { sqlValues } from "../../segments/sql/sql-values.ts";
import type { PathTried } from "../nodes/ab-split/shares.ts";

/** So many of those who came last through a split say how its paths do. */
const LOOKED_AT = 20_000;

export type Unweighed = { workspaceId: string; id: string; versions: number[]; zone: string };

/**
 * Journeys whose automatic splits were not weighed since a moment, with the versions that have one and that people take it by,
 * newest first: they enter by it, or are in it.
 */
export async function unweighedJourneys(db: Db, since: Date): Promise<Unweighed[]> {
  return db.sql(
    `select j.workspace_id::text as "workspaceId", j.id::text as id, w.time_zone as zone,
       array_agg(v.number order by v.number desc) as versions
     from journeys j join journey_versions v on v.workspace_id = j.workspace_id and v.journey_id = j.id
     join workspaces w on w.id = j.workspace_id
     where j.status = 'RUNNING' and (j.weighed_at is null or j.weighed_at <= $1::timestamptz)
       and v.document @? '$.nodes[*].settings ? (@.mode == "automatic")'
       and (v.number = j.version or (
         select coalesce(sum(case when n.node = '' and n.what in ('entered', 'moved_in') then n.people else -n.people end), 0)
         from journey_counts n where n.workspace_id = v.workspace_id and n.journey_id = v.journey_id and n.version = v.number
           and ((n.node = '' and n.what in ('entered', 'moved_in', 'left')) or (n.what = 'out' and n.exit = 'other_version'))) > 0)
     group by j.workspace_id, j.id, w.time_zone`,
    [since.toISOString()],
  );
}

/** Of those who took each path of a split of late, how many did one of what shows that it works, in the time for it. */
export async function pathsTaken(
  db: Db,
  of: { workspaceId: string; journeyId: string; node: string; now: Date; zone: string },
  goals: readonly { asked: EventsAsked; withinMs: number }[],
): Promise<{ exit: string; people: number; reached: number }[]> {
  const values = sqlValues([of.workspaceId]);
  const moment = { now: of.now, zone: of.zone };
  const scope = scopeAt({ values, moment, referred: new Map(), only: null });
  const did = goals.map(
    ({ asked, withinMs }) => `exists (
         select 1 from events e where e.workspace_id = $1::uuid and e.person_id = s.person_id and e.timestamp >= s.at
           and e.timestamp <= s.at + make_interval(secs => ${values.add(withinMs / 1_000, "float8")})
           and ${eventsAsked(asked, "e", scope).join(" and ")})`,
  );
  return db.sql(
    `select s.exit, count(*)::int as people, count(*) filter (where ${did.join(" or ")})::int as reached
     from (select person_id, exit, at from journey_steps where workspace_id = $1::uuid
         and journey_id = ${values.add(of.journeyId, "uuid")} and node = ${values.add(of.node, "text")} and did = 'moves'
       order by at desc limit ${LOOKED_AT}) s
     group by s.exit`,
    values.all,
  );
}

export async function saveWeights(
  db: Db,
  of: { workspaceId: string; id: string },
  tried: Record<string, Record<string, PathTried>>,
  now: Date,
): Promise<void> {
  await db.sql(
    `update journeys set weights = $3::jsonb, weighed_at = $4::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid returning 1`,
    [of.workspaceId, of.id, JSON.stringify(tried), now.toISOString()],
  );
}
