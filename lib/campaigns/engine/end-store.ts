import type { Db } from "../../db/client.ts";
import { campaignFirst, type HeldRun } from "./run-store.ts";

/**
 * Ends a run under its lease, and its campaign with it where no other run is open or to come or `whole` says so, which ends
 * those beside it too: STOPPED if that run was, else COMPLETED. False when the lease was lost or somebody stopped it.
 */
export async function endRun(
  db: Db,
  { workspaceId, runId, lease }: HeldRun,
  end: { status: "DONE" | "STOPPED"; reason: string | null; whole: boolean; now: Date },
): Promise<boolean> {
  const rows = await db.sql(
    `with ${campaignFirst}, ended as (
       update campaign_runs r set status = $4, reason = coalesce($5, r.reason), waiting = null, lease = null,
         ended_at = $6::timestamptz, outage = null, parked_until = null from held
       where r.campaign_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid and r.lease = $3
         and r.status = 'RUNNING' returning r.campaign_id),
     beside as (
       select bool_or(o.status = 'HELD') as held from campaign_runs o join ended on o.campaign_id = ended.campaign_id
       where o.workspace_id = $1::uuid and o.id <> $2::uuid and o.status in ('PENDING', 'RUNNING', 'HELD')),
     others as (
       update campaign_runs o set status = 'STOPPED', reason = $5, waiting = null, ended_at = $6::timestamptz from ended
       where $7::boolean and o.workspace_id = $1::uuid and o.campaign_id = ended.campaign_id and o.id <> $2::uuid
         and o.status in ('PENDING', 'RUNNING', 'HELD') returning 1)
     update campaigns c set waiting = null, reason = $5,
       status = case when beside.held is not null and not $7::boolean then case when beside.held then 'HELD' else 'RUNNING' end
         when c.next_run_at is not null and not $7::boolean then 'AWAITING_NEXT_RUN'
         when $4 = 'STOPPED' then 'STOPPED' else 'COMPLETED' end,
       next_run_at = case when $7::boolean then null else c.next_run_at end,
       ended_at = case when (c.next_run_at is not null or beside.held is not null) and not $7::boolean then null
         else $6::timestamptz end
     from beside where c.workspace_id = $1::uuid and c.id in (select campaign_id from ended) and c.status <> 'STOPPED' returning 1`,
    [workspaceId, runId, lease, end.status, end.reason, end.now.toISOString(), end.whole],
  );
  return rows.length === 1;
}

export type StoppedPending = {
  workspaceId: string;
  runId: string;
  campaignId: string;
  channel: string;
  status: string;
  people: {
    personId: string;
    occasion: string;
    dueAt: Date;
    at: Date;
    eventTx: string | null;
    callId: string | null;
    leaving: boolean;
  }[];
};

/** Some of those who still wait in a run that has ended, held for this transaction; null: nobody does. */
export async function leftOver(db: Db, limit: number): Promise<StoppedPending | null> {
  const runs = await db.sql<Omit<StoppedPending, "people">>(
    `select r.workspace_id::text as "workspaceId", r.id::text as "runId", r.campaign_id::text as "campaignId", c.channel,
       r.status
     from campaign_runs r join campaigns c on c.workspace_id = r.workspace_id and c.id = r.campaign_id
     where r.status in ('DONE', 'STOPPED') and r.swept_at is null order by r.ended_at limit 1 for update of r skip locked`,
  );
  const [run] = runs;
  if (!run) {
    return null;
  }
  const people = await db.sql<StoppedPending["people"][number]>(
    `select person_id::text as "personId", occasion::text as occasion, due_at as "dueAt", at, event_tx::text as "eventTx",
       call_id::text as "callId", leaving
     from campaign_pending where workspace_id = $1::uuid and run_id = $2::uuid order by due_at, person_id, occasion limit $3::int`,
    [run.workspaceId, run.runId, limit],
  );
  return { ...run, people };
}

/** Nobody waits in a run that has ended. */
export async function markSwept(
  db: Db,
  run: { workspaceId: string; runId: string },
  now: Date,
): Promise<void> {
  await db.sql(
    `update campaign_runs set swept_at = $3::timestamptz where workspace_id = $1::uuid and id = $2::uuid returning 1`,
    [run.workspaceId, run.runId, now.toISOString()],
  );
}
