import type { Db } from "../../db/client.ts";
import { completeUpTo, isInLog } from "../../events/first-in-log.ts";
import { leaseIsFree } from "../../jobs/lease.ts";
import { parse } from "../../kernel/parse.ts";
import type { Frequency } from "../frequencies.ts";
import { type RecordKey, type RunSettings, recordKey, runSettings } from "../run-settings.ts";

export type ClaimedRun = {
  id: string;
  exportId: string;
  number: number;
  trigger: string;
  settings: RunSettings;
  fromTx: string;
  toTx: string;
  cursor: RecordKey | null;
  expected: number | null;
  batches: number;
  startedAt: Date;
  frequency: Frequency;
  version: number;
  /** The export has handled everything before this transaction. */
  positionTx: string;
  timeZone: string;
};

/**
 * SQL: the export of run $2 under a lock. Whoever changes a run and its export locks the export first, as stopping does;
 * the other way round a stop and the booking of a batch would wait for each other.
 */
export const exportFirst = `held as (
  select e.workspace_id, e.id from exports e join export_runs r on r.workspace_id = e.workspace_id and r.export_id = e.id
  where r.workspace_id = $1::uuid and r.id = $2::uuid for no key update of e)`;

/**
 * Takes the run under a lease and marks it and its export RUNNING. Null when it has ended or somebody works on it: another
 * live worker, or one of the leases that are `activeHere` in this process.
 */
export async function claimRun(
  db: Db,
  run: { workspaceId: string; runId: string; lease: string; activeHere: string[]; now: Date },
): Promise<ClaimedRun | null> {
  return db.transaction(async (tx) => {
    const rows = await tx.sql<{
      id: string;
      export_id: string;
      number: number;
      trigger: string;
      settings: unknown;
      from_tx: bigint;
      to_tx: bigint;
      cursor: unknown;
      expected: bigint | null;
      started_at: Date;
      frequency: Frequency;
      version: number;
      position_tx: bigint;
      batches: number;
      time_zone: string;
    }>(
      `with ${exportFirst}, claimed as (
         update export_runs r set lease = $3, status = 'RUNNING', heartbeat_at = $4::timestamptz,
           started_at = coalesce(r.started_at, $4::timestamptz)
         from held where r.export_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid and r.status in ('PENDING', 'RUNNING')
           and (${leaseIsFree} or r.lease = $3
             or (split_part(r.lease, '/', 1) = split_part($3, '/', 1) and r.lease <> all($5::text[])))
         returning r.*
       ), running as (
         update exports e set status = 'RUNNING', last_run_at = c.started_at from claimed c
         where e.workspace_id = c.workspace_id and e.id = c.export_id and e.status <> 'STOPPED' returning e.*
       )
       select c.id, c.export_id, c.number, c.trigger, c.settings, c.from_tx, c.to_tx, c.cursor, c.expected,
         c.started_at, e.frequency, e.version, e.position_tx, w.time_zone,
         (select coalesce(max(b.number), 0)::int from export_batches b
          where b.workspace_id = c.workspace_id and b.run_id = c.id) as batches
       from claimed c join running e on e.id = c.export_id join workspaces w on w.id = c.workspace_id`,
      [run.workspaceId, run.runId, run.lease, run.now.toISOString(), run.activeHere],
    );
    const row = rows[0];
    return row
      ? {
          id: row.id,
          exportId: row.export_id,
          number: row.number,
          trigger: row.trigger,
          settings: parse(runSettings, row.settings),
          fromTx: String(row.from_tx),
          toTx: String(row.to_tx),
          cursor: row.cursor === null ? null : parse(recordKey, row.cursor),
          expected: row.expected === null ? null : Number(row.expected),
          batches: row.batches,
          startedAt: row.started_at,
          frequency: row.frequency,
          version: row.version,
          positionTx: String(row.position_tx),
          timeZone: row.time_zone,
        }
      : null;
  });
}

/** Up to where the log is complete now (`settled`) and the first transaction not yet begun (`next`). */
export async function logEnds(db: Db): Promise<{ settled: string; next: string }> {
  const rows = await db.sql<{ settled: string; next: string }>(
    `select pg_snapshot_xmin(s)::text as settled, pg_snapshot_xmax(s)::text as next from pg_current_snapshot() s`,
  );
  return rows[0] ?? { settled: "0", next: "0" };
}

/** Whether events were written from this transaction on, up to where the log is complete now. */
export async function hasNews(db: Db, workspaceId: string, fromTx: string): Promise<boolean> {
  const rows = await db.sql<{ news: boolean }>(
    `select ${isInLog("$1::uuid", `e.tx >= $2::bigint and e.tx < ${completeUpTo}`)} as news`,
    [workspaceId, fromTx],
  );
  return rows[0]?.news ?? false;
}

export async function setWindow(
  db: Db,
  run: { workspaceId: string; runId: string; lease: string; toTx: string; expected: number | null },
): Promise<void> {
  await db.sql(
    `update export_runs set to_tx = $4::bigint, expected = $5::bigint
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [run.workspaceId, run.runId, run.lease, run.toTx, run.expected],
  );
}

/** Whether a batch may leave now. Asked right before each request. */
export async function leaveToSend(
  db: Db,
  run: { workspaceId: string; runId: string; lease: string },
): Promise<"yes" | "stopped" | "lost"> {
  const { rows } = await db.pool.query<{ lease: string | null; stopped: boolean }>(
    `select r.lease, (r.status <> 'RUNNING' or e.status = 'STOPPED') as stopped
     from export_runs r join exports e on e.workspace_id = r.workspace_id and e.id = r.export_id
     where r.workspace_id = $1::uuid and r.id = $2::uuid`,
    [run.workspaceId, run.runId],
  );
  const row = rows[0];
  if (!row || row.stopped) {
    return "stopped";
  }
  return row.lease === run.lease ? "yes" : "lost";
}

/** Says on the run and its export why it waits; null clears it. */
export async function setWaiting(
  db: Db,
  run: { workspaceId: string; runId: string; lease: string; waiting: string | null; now: Date },
): Promise<void> {
  await db.sql(
    `with ${exportFirst}, mine as (
       update export_runs r set waiting = $4, heartbeat_at = $5::timestamptz from held
       where r.export_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid and r.lease = $3
         and r.status = 'RUNNING' returning r.export_id
     )
     update exports set waiting = $4 where workspace_id = $1::uuid and id in (select export_id from mine)`,
    [run.workspaceId, run.runId, run.lease, run.waiting, run.now.toISOString()],
  );
}

/** Gives the run back, so that any worker may take it up. */
export async function releaseRun(
  db: Db,
  run: { workspaceId: string; runId: string; lease: string },
): Promise<void> {
  await db.sql(
    `update export_runs set lease = null where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [run.workspaceId, run.runId, run.lease],
  );
}
