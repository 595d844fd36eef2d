import type { ChannelId } from "../../channels/catalog.ts";
import type { Db } from "../../db/client.ts";
import { type Sql, sqlOn } from "../../db/queryable.ts";
import { leaseIsFree } from "../../jobs/lease.ts";
import type { Json } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { type CampaignDocument, campaignDocument } from "../document.ts";
import { mayBegin } from "./start-store.ts";

/** A run that somebody works on, with the version of its campaign that it sends. */
export type ClaimedRun = {
  id: string;
  campaignId: string;
  number: string;
  kind: "batch" | "live";
  reference: string;
  stage: "qualify" | "send";
  plannedAt: Date;
  startedAt: Date;
  cutOffAt: Date | null;
  cursor: string | null;
  batches: number;
  qualified: number;
  released: boolean;
  /** Why the run, or its campaign, is said not to go on. */
  waiting: string | null;
  name: string;
  labels: string[];
  channel: ChannelId;
  document: CampaignDocument;
  /** Sealed. */
  secrets: Json;
  createdBy: string;
  createdById: string | null;
  endsAt: Date | null;
  timeZone: string;
};

export type HeldRun = { workspaceId: string; runId: string; lease: string };

/**
 * SQL: the campaign of run $2 under a lock. Whoever changes a run and its campaign locks the campaign first, as stopping
 * does; the other way round a stop and the booking of a batch would wait for each other.
 */
export const campaignFirst = `held as (
  select c.workspace_id, c.id from campaigns c join campaign_runs r on r.workspace_id = c.workspace_id and r.campaign_id = c.id
  where r.workspace_id = $1::uuid and r.id = $2::uuid for no key update of c)`;

/** Takes a run under a lease. Null when it has ended, or somebody works on it. */
export async function claimRun(
  db: Db,
  { workspaceId, runId, lease }: HeldRun,
  options: { activeHere: string[]; now: Date },
): Promise<ClaimedRun | null> {
  const rows = await db.sql<
    Omit<ClaimedRun, "document" | "cutOffAt"> & { document: unknown; cut_off_at: Date | null }
  >(
    `with ${campaignFirst}, claimed as (
       update campaign_runs r set lease = $3, status = 'RUNNING', heartbeat_at = now(),
         started_at = coalesce(r.started_at, $4::timestamptz)
       from held where r.campaign_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid
         and r.status in ('PENDING', 'RUNNING')
         and (${leaseIsFree} or (split_part(r.lease, '/', 1) = split_part($3, '/', 1) and r.lease <> all($5::text[])))
       returning r.*
     )
     select r.id, r.campaign_id as "campaignId", c.number::text as number, r.kind, r.reference, r.stage,
       r.planned_at as "plannedAt", r.started_at as "startedAt", r.cut_off_at, r.cursor, r.batches, r.qualified,
       r.released_by is not null as released, coalesce(c.waiting, r.waiting) as waiting, c.name, c.labels, c.channel, v.document, v.secrets,
       c.created_by as "createdBy", c.created_by_id as "createdById", c.ends_at as "endsAt", w.time_zone as "timeZone"
     from claimed r join campaigns c on c.workspace_id = r.workspace_id and c.id = r.campaign_id
     join campaign_versions v on v.workspace_id = r.workspace_id and v.campaign_id = r.campaign_id and v.version = r.version
     join workspaces w on w.id = r.workspace_id`,
    [workspaceId, runId, lease, options.now.toISOString(), options.activeHere],
  );
  const [row] = rows;
  if (!row) {
    return null;
  }
  const { document, cut_off_at, ...rest } = row;
  return { ...rest, cutOffAt: cut_off_at, document: parse(campaignDocument, document) };
}

/** Gives a run back, so that any worker may take it up. */
export async function releaseRun(db: Db, { workspaceId, runId, lease }: HeldRun): Promise<void> {
  await db.sql(
    `update campaign_runs set lease = null where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [workspaceId, runId, lease],
  );
}

/** Whether a message may leave now. Asked right before each request. */
export async function leaveToSend(
  db: Db,
  { workspaceId, runId, lease }: HeldRun,
): Promise<"yes" | "stopped" | "lost"> {
  const { rows } = await db.pool.query<{ lease: string | null; stopped: boolean }>({
    name: "campaign-leave",
    text: `select r.lease, (r.status <> 'RUNNING' or c.status = 'STOPPED') as stopped
     from campaign_runs r join campaigns c on c.workspace_id = r.workspace_id and c.id = r.campaign_id
     where r.workspace_id = $1::uuid and r.id = $2::uuid`,
    values: [workspaceId, runId],
  });
  const [row] = rows;
  if (!row || row.stopped) {
    return "stopped";
  }
  return row.lease === lease ? "yes" : "lost";
}

/** Says on the run and its campaign why it waits; null clears it. Also a sign of life. */
export async function setWaiting(
  db: Db,
  { workspaceId, runId, lease }: HeldRun,
  waiting: string | null,
): Promise<void> {
  await db.sql(
    `with ${campaignFirst}, mine as (
       update campaign_runs r set waiting = $4, heartbeat_at = now() from held
       where r.campaign_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid and r.lease = $3
         and r.status = 'RUNNING' returning r.campaign_id)
     update campaigns set waiting = $4 where workspace_id = $1::uuid and id in (select campaign_id from mine)`,
    [workspaceId, runId, lease, waiting],
  );
}

/** Notes how far qualifying has come. False when the lease was lost. In the transaction of what was judged. */
export async function noteQualified(
  db: Sql,
  { workspaceId, runId, lease }: HeldRun,
  progress: { cursor: string | null; qualified: number; reachable: number; stage: "qualify" | "send" },
): Promise<boolean> {
  const rows = await db.sql(
    `update campaign_runs set cursor = $4::uuid, qualified = qualified + $5::int, reachable = reachable + $6::int,
       stage = $7, heartbeat_at = now()
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3 and status = 'RUNNING' returning 1`,
    [workspaceId, runId, lease, progress.cursor, progress.qualified, progress.reachable, progress.stage],
  );
  return rows.length === 1;
}

export async function qualifiedOf(db: Db, { workspaceId, runId }: HeldRun): Promise<number> {
  const rows = await db.sql<{ qualified: number }>(
    "select qualified from campaign_runs where workspace_id = $1::uuid and id = $2::uuid",
    [workspaceId, runId],
  );
  return rows[0]?.qualified ?? 0;
}

/** Whether anything that a run sent was taken. */
export async function hasSent(
  db: Db,
  workspaceId: string,
  run: Pick<ClaimedRun, "id" | "campaignId">,
): Promise<boolean> {
  const rows = await db.sql<{ sent: boolean }>(
    `select exists (select 1 from campaign_counts where workspace_id = $1::uuid and campaign_id = $2::uuid
       and run_id = $3::uuid and status = 'sent' and people > 0) as sent`,
    [workspaceId, run.campaignId, run.id],
  );
  return rows[0]?.sent ?? false;
}

/** Whether a campaign is to begin, and whether runs have not ended: nearly all of the time neither. */
export async function lookForWork(
  db: Pick<Db, "pool">,
  now: Date,
): Promise<{ starts: boolean; runs: boolean }> {
  const { rows } = await db.pool.query<{ starts: boolean; runs: boolean }>({
    name: "campaign-look",
    text: `select exists (select 1 from campaigns c where c.next_run_at <= $1::timestamptz and ${mayBegin}) as starts,
       exists (select 1 from campaign_runs where status in ('PENDING', 'RUNNING')) as runs`,
    values: [now.toISOString()],
  });
  return rows[0] ?? { starts: false, runs: false };
}

export type DueRun = { workspaceId: string; id: string };

/**
 * Runs that nobody works on and that have something to do: people to qualify, messages that are due, or their end. Those
 * that waited longest come first.
 */
export async function dueRuns(
  db: Pick<Db, "pool">,
  look: { now: Date; except: string[]; limit: number },
): Promise<DueRun[]> {
  return sqlOn(db.pool).sql<DueRun>(
    `select r.workspace_id::text as "workspaceId", r.id::text as id from campaign_runs r
     join campaigns c on c.workspace_id = r.workspace_id and c.id = r.campaign_id
     where r.status in ('PENDING', 'RUNNING') and r.id <> all($2::uuid[]) and ${leaseIsFree}
       and (r.parked_until is null or r.parked_until <= $1::timestamptz)
       and (r.stage = 'qualify' or (r.kind = 'live' and c.ends_at <= $1::timestamptz)
         or exists (select 1 from campaign_pending q where q.workspace_id = r.workspace_id and q.run_id = r.id
           and q.due_at <= $1::timestamptz)
         or (r.kind = 'batch' and not exists (select 1 from campaign_pending q
           where q.workspace_id = r.workspace_id and q.run_id = r.id)))
     order by r.heartbeat_at nulls first limit $3::int`,
    [look.now.toISOString(), look.except, look.limit],
  );
}

/** Leaves a run alone until a moment: its partner takes nothing, or its throttle is used up. Gives it back. */
export async function parkRun(
  db: Db,
  { workspaceId, runId, lease }: HeldRun,
  park: { until: Date; outage: Json | null },
): Promise<void> {
  await db.sql(
    `update campaign_runs set lease = null, parked_until = $4::timestamptz, outage = $5::jsonb
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [workspaceId, runId, lease, park.until.toISOString(), park.outage && JSON.stringify(park.outage)],
  );
}

export async function outageOfRun(db: Db, workspaceId: string, runId: string): Promise<unknown> {
  const rows = await db.sql<{ outage: unknown }>(
    `select outage from campaign_runs where workspace_id = $1::uuid and id = $2::uuid`,
    [workspaceId, runId],
  );
  return rows[0]?.outage ?? null;
}
