import type { Db } from "../../db/client.ts";
import type { Sql } from "../../db/queryable.ts";
import { leaseIsFree } from "../../jobs/lease.ts";

export type DueJourney = {
  workspaceId: string;
  id: string;
  version: number;
  plannedAt: Date;
  zone: string;
};

/** One journey, of others than `except`, whose next run is due, locked for the caller's transaction; others look past it. */
export async function lockDueJourney(
  db: Sql,
  now: Date,
  except: readonly string[],
): Promise<DueJourney | null> {
  const rows = await db.sql<DueJourney>(
    `select j.workspace_id::text as "workspaceId", j.id::text as id, j.version, j.next_run_at as "plannedAt", w.time_zone as zone
     from journeys j join workspaces w on w.id = j.workspace_id
     where j.next_run_at <= $1::timestamptz and j.status in ('SCHEDULED', 'RUNNING') and j.run_at is null and j.id <> all($2::uuid[])
     order by j.next_run_at limit 1 for update of j skip locked`,
    [now.toISOString(), except],
  );
  return rows[0] ?? null;
}

/** Begins the run of a journey whose row the caller has locked. */
export async function beginRun(
  db: Sql,
  { workspaceId, id, plannedAt }: DueJourney,
  next: Date | null,
  now: Date,
): Promise<void> {
  await db.sql(
    `update journeys set status = 'RUNNING', run_at = $3::timestamptz, run_cursor = null, next_run_at = $4::timestamptz,
       runs = runs + 1, last_run_at = $5::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid returning 1`,
    [workspaceId, id, plannedAt.toISOString(), next?.toISOString() ?? null, now.toISOString()],
  );
}

/** Journeys whose run lets people in and that nobody works on. */
export async function openRuns(
  db: Db,
  look: { except: string[]; limit: number },
): Promise<{ workspaceId: string; id: string }[]> {
  return db.sql(
    `select r.workspace_id::text as "workspaceId", r.id::text as id from journeys r
     where r.status = 'RUNNING' and r.run_at is not null and r.id <> all($1::uuid[]) and ${leaseIsFree} limit $2::int`,
    [look.except, look.limit],
  );
}

export type HeldJourney = { workspaceId: string; journeyId: string; lease: string };

/** Takes a journey's run under a lease. Null when there is none, or somebody works on it. */
export async function claimRun(
  db: Db,
  { workspaceId, journeyId, lease }: HeldJourney,
  activeHere: string[],
): Promise<{ cursor: string | null; version: number } | null> {
  const rows = await db.sql<{ cursor: string | null; version: number }>(
    `update journeys r set lease = $3, heartbeat_at = now()
     where r.workspace_id = $1::uuid and r.id = $2::uuid and r.status = 'RUNNING' and r.run_at is not null
       and (${leaseIsFree} or (split_part(r.lease, '/', 1) = split_part($3, '/', 1) and r.lease <> all($4::text[])))
     returning r.run_cursor::text as cursor, r.version`,
    [workspaceId, journeyId, lease, activeHere],
  );
  return rows[0] ?? null;
}

/** Notes how far a run has come. False when the lease was lost, or the journey does not run. In the transaction of those let in. */
export async function noteRun(
  db: Sql,
  { workspaceId, journeyId, lease }: HeldJourney,
  cursor: string,
): Promise<boolean> {
  const rows = await db.sql(
    `update journeys set run_cursor = $4::uuid, heartbeat_at = now()
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3 and status = 'RUNNING' returning 1`,
    [workspaceId, journeyId, lease, cursor],
  );
  return rows.length === 1;
}

/** Gives a run back; with `over` it has let everybody in. */
export async function releaseRun(
  db: Db,
  { workspaceId, journeyId, lease }: HeldJourney,
  over: boolean,
): Promise<void> {
  await db.sql(
    `update journeys set lease = null, run_at = case when $4::boolean then null else run_at end,
       run_cursor = case when $4::boolean then null else run_cursor end
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3 returning 1`,
    [workspaceId, journeyId, lease, over],
  );
}

/** Journeys whose entry lies behind them and that nobody is in any more are over. */
export async function completeJourneys(db: Sql, now: Date): Promise<number> {
  const rows = await db.sql(
    `update journeys j set status = 'COMPLETED', ended_at = $1::timestamptz, waiting = null, swept_at = $1::timestamptz
     where j.status = 'RUNNING' and j.runs > 0 and j.next_run_at is null and j.run_at is null
       and not exists (select 1 from journey_stays s where s.workspace_id = j.workspace_id and s.journey_id = j.id
         and s.ended_at is null) returning 1`,
    [now.toISOString()],
  );
  return rows.length;
}
