import type { Db } from "../db/client.ts";
import { personZone } from "../people/person-zone.ts";
import type { DuePeople } from "./left-out.ts";

/** Ends all runs of a campaign that have not ended. What is on its way is still booked under its lease. */
export async function stopRuns(
  db: Db,
  stop: { workspaceId: string; campaignId: string; reason: string; now: Date },
): Promise<void> {
  await db.sql(
    `update campaign_runs set status = 'STOPPED', reason = $3, waiting = null, ended_at = $4::timestamptz
     where workspace_id = $1::uuid and campaign_id = $2::uuid and status in ('PENDING', 'RUNNING', 'HELD') returning 1`,
    [stop.workspaceId, stop.campaignId, stop.reason, stop.now.toISOString()],
  );
}

/** Lets a held run go on. False when it is not held. */
export async function releaseHeldRun(
  db: Db,
  run: { workspaceId: string; campaignId: string; runId: string; by: string },
): Promise<boolean> {
  const rows = await db.sql(
    `update campaign_runs set status = 'RUNNING', released_by = $4, reason = null
     where workspace_id = $1::uuid and campaign_id = $2::uuid and id = $3::uuid and status = 'HELD' returning 1`,
    [run.workspaceId, run.campaignId, run.runId, run.by],
  );
  return rows.length === 1;
}

/** Ends a held run: nobody of it gets the message. False when it is not held. */
export async function cancelHeldRun(
  db: Db,
  run: { workspaceId: string; campaignId: string; runId: string; reason: string; now: Date },
): Promise<boolean> {
  const rows = await db.sql(
    `update campaign_runs set status = 'STOPPED', reason = $4, ended_at = $5::timestamptz
     where workspace_id = $1::uuid and campaign_id = $2::uuid and id = $3::uuid and status = 'HELD' returning 1`,
    [run.workspaceId, run.campaignId, run.runId, run.reason, run.now.toISOString()],
  );
  return rows.length === 1;
}

/** Whether runs of a campaign have not ended. */
export async function hasOpenRuns(db: Db, workspaceId: string, campaignId: string): Promise<boolean> {
  const rows = await db.sql(
    `select 1 from campaign_runs where workspace_id = $1::uuid and campaign_id = $2::uuid
       and status in ('PENDING', 'RUNNING', 'HELD') limit 1`,
    [workspaceId, campaignId],
  );
  return rows.length > 0;
}

export type RunRow = {
  id: string;
  number: number;
  reference: string;
  kind: "batch" | "live";
  status: "PENDING" | "RUNNING" | "HELD" | "DONE" | "STOPPED";
  stage: "qualify" | "send";
  reason: string | null;
  waiting: string | null;
  version: number;
  qualified: number;
  sent: number;
  failed: number;
  held: number;
  pending: number;
  plannedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
};

/** Runs of a campaign, newest first, behind a number. */
export async function runRows(
  db: Db,
  workspaceId: string,
  campaignId: string,
  page: { below: number | null; limit: number },
): Promise<RunRow[]> {
  return db.sql<RunRow>(
    `select r.id, r.number, r.reference, r.kind, r.status, r.stage, r.reason, r.waiting, r.version, r.qualified,
       coalesce(n.sent, 0)::float8 as sent, coalesce(n.failed, 0)::float8 as failed, coalesce(n.held, 0)::float8 as held,
       case when r.swept_at is null then (select count(*)::float8 from campaign_pending q
         where q.workspace_id = r.workspace_id and q.run_id = r.id) else 0 end as pending,
       r.planned_at as "plannedAt", r.started_at as "startedAt", r.ended_at as "endedAt"
     from campaign_runs r left join lateral (
       select sum(people) filter (where status = 'sent') as sent, sum(people) filter (where status = 'failed') as failed,
         sum(people) filter (where status = 'held') as held
       from campaign_counts n where n.workspace_id = r.workspace_id and n.campaign_id = r.campaign_id and n.run_id = r.id) n on true
     where r.workspace_id = $1::uuid and r.campaign_id = $2::uuid and ($3::int is null or r.number < $3::int)
     order by r.number desc limit $4::int`,
    [workspaceId, campaignId, page.below, page.limit],
  );
}

/** Who of a run's queue is due by a moment, counted by what is known of their time zones; without `byZone` all as one. */
export async function duePeople(
  db: Db,
  run: { workspaceId: string; runId: string },
  asked: { byZone: boolean; now: Date },
): Promise<DuePeople[]> {
  const people = asked.byZone
    ? `left join people o on o.workspace_id = q.workspace_id and o.id = q.person_id
       left join people p on p.workspace_id = q.workspace_id and p.id = coalesce(o.merged_into, o.id)`
    : "";
  return db.sql<DuePeople>(
    `select ${asked.byZone ? personZone : "null::text"} as zone, count(*)::float8 as people
     from campaign_pending q ${people}
     where q.workspace_id = $1::uuid and q.run_id = $2::uuid and q.due_at <= $3::timestamptz group by 1`,
    [run.workspaceId, run.runId, asked.now.toISOString()],
  );
}
