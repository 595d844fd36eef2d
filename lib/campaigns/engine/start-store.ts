import type { Db } from "../../db/client.ts";
import { newId } from "../../kernel/ids.ts";
import type { Json } from "../../kernel/json.ts";

export type DueCampaign = {
  workspaceId: string;
  id: string;
  number: string;
  version: number;
  document: Json;
  plannedAt: Date;
  runs: number;
  zone: string;
};

/**
 * SQL: a campaign `c` may begin its next run. On each person's clocks a run takes a day and more, and the next one begins beside
 * it; else one follows the other.
 */
export const mayBegin = `(c.status in ('SCHEDULED', 'AWAITING_NEXT_RUN') or (c.status = 'RUNNING' and exists (
  select 1 from campaign_versions o where o.workspace_id = c.workspace_id and o.campaign_id = c.id
    and o.version = c.published_version and o.document #>> '{when,userTimeZone}' is not null)))`;

/** One campaign, of others than `except`, whose next run is due, locked for the caller's transaction; others look past it. */
export async function lockDueCampaign(db: Db, now: Date, except: string[]): Promise<DueCampaign | null> {
  const rows = await db.sql<DueCampaign>(
    `select c.workspace_id::text as "workspaceId", c.id::text as id, c.number::text as number,
       c.published_version as version, v.document, coalesce(c.planned_at, c.next_run_at) as "plannedAt", c.runs,
       w.time_zone as zone
     from campaigns c join campaign_versions v on v.workspace_id = c.workspace_id and v.campaign_id = c.id
       and v.version = c.published_version
     join workspaces w on w.id = c.workspace_id
     where c.next_run_at <= $1::timestamptz and ${mayBegin} and c.id <> all($2::uuid[])
     order by c.next_run_at limit 1 for update of c skip locked`,
    [now.toISOString(), except],
  );
  return rows[0] ?? null;
}

export type NewRun = {
  workspaceId: string;
  campaignId: string;
  number: number;
  version: number;
  kind: "batch" | "live";
  reference: string;
  plannedAt: Date;
  now: Date;
};

/** Adds the next run of a campaign whose row the caller has locked. Returns its id. */
export async function insertRun(db: Db, run: NewRun): Promise<string> {
  const id = newId(run.now.getTime());
  const live = run.kind === "live";
  await db.sql(
    `insert into campaign_runs (workspace_id, id, campaign_id, number, version, kind, reference, status, stage,
       planned_at, created_at, started_at, from_tx)
     values ($1::uuid, $2::uuid, $3::uuid, $4::int, $5::int, $6, $7, $8, $9, $10::timestamptz, $11::timestamptz,
       case when $6 = 'live' then $11::timestamptz end,
       case when $6 = 'live' then pg_current_xact_id()::text::bigint else 0 end) returning 1`,
    [
      run.workspaceId,
      id,
      run.campaignId,
      run.number,
      run.version,
      run.kind,
      run.reference,
      live ? "RUNNING" : "PENDING",
      live ? "send" : "qualify",
      run.plannedAt.toISOString(),
      run.now.toISOString(),
    ],
  );
  return id;
}

export async function markStarted(
  db: Db,
  started: {
    workspaceId: string;
    campaignId: string;
    plannedAt: Date | null;
    nextRunAt: Date | null;
    now: Date;
  },
): Promise<void> {
  await db.sql(
    `update campaigns set status = 'RUNNING', runs = runs + 1, planned_at = $3::timestamptz, next_run_at = $4::timestamptz,
       last_run_at = $5::timestamptz, reason = null
     where workspace_id = $1::uuid and id = $2::uuid returning 1`,
    [
      started.workspaceId,
      started.campaignId,
      started.plannedAt?.toISOString() ?? null,
      started.nextRunAt?.toISOString() ?? null,
      started.now.toISOString(),
    ],
  );
}
