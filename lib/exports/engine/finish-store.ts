import type { Db } from "../../db/client.ts";
import type { Outcome } from "../outcome.ts";
import { exportFirst } from "./run-store.ts";

export type RunEnd = {
  workspaceId: string;
  runId: string;
  lease: string;
  status: "DONE" | "STOPPED";
  outcome: Outcome;
  reason: string;
  /** The export has handled everything before this transaction; null leaves it where it is. */
  positionTx: string | null;
  now: Date;
};

/** Ends a run that is held under this lease. Its counts, or null when it was lost or stopped meanwhile. */
export async function endRun(db: Db, end: RunEnd): Promise<{ exportId: string } | null> {
  const rows = await db.sql<{ export_id: string }>(
    `update export_runs set status = $4, outcome = $5, outcome_reason = $6, waiting = null, lease = null,
       ended_at = $7::timestamptz, heartbeat_at = $7::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3 and status = 'RUNNING' returning export_id`,
    [end.workspaceId, end.runId, end.lease, end.status, end.outcome, end.reason, end.now.toISOString()],
  );
  const exportId = rows[0]?.export_id;
  if (!exportId) {
    return null;
  }
  if (end.positionTx !== null) {
    await db.sql(
      `update exports set position_tx = greatest(position_tx, $3::bigint) where workspace_id = $1::uuid and id = $2::uuid`,
      [end.workspaceId, exportId, end.positionTx],
    );
  }
  return { exportId };
}

export async function runCounts(
  db: Db,
  workspaceId: string,
  runId: string,
): Promise<{ accepted: number; rejected: number }> {
  const rows = await db.sql<{ accepted: bigint; rejected: bigint }>(
    `select accepted, rejected from export_runs where workspace_id = $1::uuid and id = $2::uuid`,
    [workspaceId, runId],
  );
  return { accepted: Number(rows[0]?.accepted ?? 0), rejected: Number(rows[0]?.rejected ?? 0) };
}

/** The last entry of the ledger that a run which sends again has dealt with; null before the first. */
export async function lastRetried(db: Db, workspaceId: string, runId: string): Promise<string | null> {
  const rows = await db.sql<{ entry: string | null }>(
    `select cursor->>'entry' as entry from export_runs where workspace_id = $1::uuid and id = $2::uuid`,
    [workspaceId, runId],
  );
  return rows[0]?.entry ?? null;
}

/**
 * Lets the export go on after one of its runs has ended: RUNNING while another one runs, PENDING when one is due, else
 * DONE. A stopped one stays stopped.
 */
export async function settleExport(
  db: Db,
  settled: { workspaceId: string; exportId: string; outcome: Outcome; reason: string },
): Promise<void> {
  await db.sql(
    `update exports e set waiting = null, outcome = $3, outcome_reason = $4,
       status = case
         when exists (select 1 from export_runs r where r.workspace_id = e.workspace_id and r.export_id = e.id
                      and r.status in ('RUNNING', 'PENDING')) then 'RUNNING'
         when e.next_run_at is not null then 'PENDING'
         else 'DONE' end
     where e.workspace_id = $1::uuid and e.id = $2::uuid and e.status <> 'STOPPED'`,
    [settled.workspaceId, settled.exportId, settled.outcome, settled.reason],
  );
}

/** Ends the export itself for a reason that no later run would overcome. */
export async function stopExportRow(
  db: Db,
  stop: {
    workspaceId: string;
    exportId: string;
    outcome: Outcome;
    reason: string;
    by: string | null;
    now: Date;
  },
): Promise<void> {
  await db.sql(
    `update exports set status = 'STOPPED', outcome = $3, outcome_reason = $4, waiting = null, next_run_at = null,
       stopped_by = $5, stopped_at = $6::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid and status <> 'STOPPED'`,
    [stop.workspaceId, stop.exportId, stop.outcome, stop.reason, stop.by, stop.now.toISOString()],
  );
}

/** Ends all runs of an export that have not ended. What is on its way is still booked under its lease. */
export async function stopRuns(
  db: Db,
  stop: { workspaceId: string; exportId: string; outcome: Outcome; reason: string; now: Date },
): Promise<void> {
  await db.sql(
    `update export_runs set status = 'STOPPED', outcome = $3, outcome_reason = $4, waiting = null, ended_at = $5::timestamptz
     where workspace_id = $1::uuid and export_id = $2::uuid and status in ('PENDING', 'RUNNING')`,
    [stop.workspaceId, stop.exportId, stop.outcome, stop.reason, stop.now.toISOString()],
  );
}

/** A live run has handled its window; the next one begins behind it. False when the lease was lost. */
export async function closeWindow(
  db: Db,
  window: { workspaceId: string; runId: string; lease: string; toTx: string },
): Promise<boolean> {
  const rows = await db.sql<{ id: string }>(
    `with ${exportFirst}, run as (
       update export_runs r set cursor = jsonb_build_object('tx', $4::text, 'seq', '0') from held
       where r.export_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid and r.lease = $3
         and r.status = 'RUNNING' returning r.export_id
     )
     update exports set position_tx = greatest(position_tx, $4::bigint)
     where workspace_id = $1::uuid and id = (select export_id from run) returning id`,
    [window.workspaceId, window.runId, window.lease, window.toTx],
  );
  return rows.length === 1;
}
