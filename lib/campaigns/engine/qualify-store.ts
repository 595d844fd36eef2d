import type { OpenChannel } from "../../channels/channel.ts";
import type { Db } from "../../db/client.ts";
import type { Sql } from "../../db/queryable.ts";
import { allProfiles } from "../../people/all-profiles.ts";
import { personZone } from "../../people/person-zone.ts";

export type Standing = {
  personId: string;
  reachable: boolean;
  unsubscribed: boolean;
  zone: string | null;
};

/** SQL: a person `p` has one of the identifiers, or of the devices, that a channel reaches people by. */
export function reachedSql({
  reachedBy: kinds,
  reachedOn,
}: Pick<OpenChannel, "reachedBy" | "reachedOn">): string {
  if (reachedOn) {
    return `exists (select 1 from device_tokens d where d.workspace_id = p.workspace_id and d.person_id = p.id
      and d.retired_at is null and d.kind in (${reachedOn.map((kind) => `'${kind}'`).join(", ")}))`;
  }
  if (kinds === null) {
    return "true";
  }
  return kinds.length === 0
    ? "false"
    : `(${kinds.map((kind) => `coalesce(p.${kind}, '') <> ''`).join(" or ")})`;
}

/** How people stand to a channel; those who were deleted or merged are missing. */
export async function standingsOf(
  db: Sql,
  workspaceId: string,
  personIds: string[],
  asked: { reached: string; unsubscribed: string; zone: boolean },
): Promise<Standing[]> {
  return db.sql<Standing>(
    `select p.id::text as "personId", ${asked.reached} as reachable, ${asked.unsubscribed} as unsubscribed,
       ${asked.zone ? personZone : "null::text"} as zone
     from unnest($2::uuid[]) as g(id) join people p on p.workspace_id = $1::uuid and p.id = g.id
     where p.merged_into is null order by p.id`,
    [workspaceId, personIds],
  );
}

/** How often a control group kept a campaign's message from people, and the time of the last such run; only those from whom it did. */
export async function keptFrom(
  db: Sql,
  of: { workspaceId: string; campaignId: string },
  personIds: string[],
): Promise<Map<string, { got: number; last: Date }>> {
  const rows = await db.sql<{ personId: string; times: number; last: Date }>(
    `select g.id::text as "personId", count(*)::int as times, max(r.planned_at) as last
     from unnest($3::uuid[]) as g(id) cross join lateral (select ${allProfiles("g.id", "$1::uuid")} as ids offset 0) who
     join campaign_deliveries d on d.workspace_id = $1::uuid and d.person_id = any(who.ids)
       and d.campaign_id = $2::uuid and d.code = 'control_group'
     join campaign_runs r on r.workspace_id = d.workspace_id and r.id = d.run_id group by 1`,
    [of.workspaceId, of.campaignId, personIds],
  );
  return new Map(rows.map(({ personId, times, last }) => [personId, { got: times, last }]));
}

/**
 * Of a run's queue, the place behind which nobody gets the message when only `people` of them do: everybody has a number
 * by chance, the same whenever it is asked. Null when there are not more.
 */
export async function capThreshold(
  db: Db,
  run: { workspaceId: string; runId: string },
  people: number,
): Promise<string | null> {
  const rows = await db.sql<{ chance: string }>(
    `select chance::text as chance from (select hashtextextended(person_id::text || run_id::text, 0) as chance
       from campaign_pending where workspace_id = $1::uuid and run_id = $2::uuid) q
     order by q.chance offset $3::int limit 1`,
    [run.workspaceId, run.runId, people],
  );
  return rows[0]?.chance ?? null;
}

/** Some of those behind that place. */
export async function pendingBehind(
  db: Db,
  run: { workspaceId: string; runId: string },
  chance: string,
  limit: number,
): Promise<{ personId: string; occasion: string; dueAt: Date; at: Date }[]> {
  return db.sql(
    `select person_id::text as "personId", occasion::text as occasion, due_at as "dueAt", at from campaign_pending
     where workspace_id = $1::uuid and run_id = $2::uuid and hashtextextended(person_id::text || run_id::text, 0) >= $3::bigint
     limit $4::int`,
    [run.workspaceId, run.runId, chance, limit],
  );
}

/** Ends a run's qualifying by holding it: more people than its safety limit. False when the lease was lost. */
export async function holdRun(
  db: Db,
  run: { workspaceId: string; runId: string; campaignId: string; lease: string },
  reason: string,
): Promise<boolean> {
  const rows = await db.sql(
    `update campaign_runs set status = 'HELD', reason = $4, waiting = null, lease = null, stage = 'send', heartbeat_at = now()
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3 and status = 'RUNNING' returning 1`,
    [run.workspaceId, run.runId, run.lease, reason],
  );
  if (rows.length === 0) {
    return false;
  }
  await db.sql(
    `update campaigns set status = 'HELD', reason = $3, waiting = null where workspace_id = $1::uuid and id = $2::uuid
       and status <> 'STOPPED' returning 1`,
    [run.workspaceId, run.campaignId, reason],
  );
  return true;
}
