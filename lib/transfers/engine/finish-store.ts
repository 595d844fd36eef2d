import type { Db } from "../../db/client.ts";
import type { TransferOutcome } from "../run-kinds.ts";
import type { HeldRun } from "./run-store.ts";

export type TransferRunEnd = HeldRun & {
  status: "DONE" | "STOPPED";
  outcome: TransferOutcome;
  reason: string;
  /** Members changed before this transaction are dealt with; null leaves the position where it is. */
  positionTx: string | null;
  now: Date;
};

/** Holds the transfer's row, so that edit, stop and the start of a run take turns. */
export async function lockTransfer(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const rows = await db.sql<{ id: string }>(
    `select id from transfers where workspace_id = $1::uuid and id = $2::uuid for update`,
    [workspaceId, id],
  );
  return rows.length === 1;
}

/** Ends a run that is held under this lease. False when it was lost or stopped meanwhile. */
export async function endTransferRun(db: Db, end: TransferRunEnd): Promise<boolean> {
  const rows = await db.sql<{ transfer_id: string }>(
    `with ended as (
       update transfer_runs set status = $4, outcome = $5, outcome_reason = $6, waiting = null, lease = null,
         ended_at = $7::timestamptz, heartbeat_at = $7::timestamptz
       where workspace_id = $1::uuid and id = $2::uuid and lease = $3 and status = 'RUNNING' returning transfer_id
     )
     update transfers set position_tx = greatest(position_tx, coalesce($8::bigint, 0))
     where workspace_id = $1::uuid and id = (select transfer_id from ended) returning id as transfer_id`,
    [
      end.workspaceId,
      end.runId,
      end.lease,
      end.status,
      end.outcome,
      end.reason,
      end.now.toISOString(),
      end.positionTx,
    ],
  );
  return rows.length === 1;
}

export type TransferCounts = { set: number; removed: number; rejected: number };

export async function transferRunCounts(db: Db, workspaceId: string, runId: string): Promise<TransferCounts> {
  const row = await db.prisma.transferRun.findUnique({
    where: { workspaceId_id: { workspaceId, id: runId } },
    select: { accepted: true, removed: true, rejected: true },
  });
  return {
    set: Number(row?.accepted ?? 0),
    removed: Number(row?.removed ?? 0),
    rejected: Number(row?.rejected ?? 0),
  };
}

/**
 * Lets the transfer go on after one of its runs has ended: RUNNING while another one runs, PENDING when one is due, else
 * DONE. A stopped one stays stopped.
 */
export async function settleTransfer(
  db: Db,
  settled: { workspaceId: string; transferId: string; outcome: TransferOutcome; reason: string },
): Promise<void> {
  await db.sql(
    `update transfers t set waiting = null, outcome = $3, outcome_reason = $4,
       status = case
         when exists (select 1 from transfer_runs r where r.workspace_id = t.workspace_id and r.transfer_id = t.id
                      and r.status in ('RUNNING', 'PENDING')) then 'RUNNING'
         when t.next_run_at is not null then 'PENDING'
         else 'DONE' end
     where t.workspace_id = $1::uuid and t.id = $2::uuid and t.status <> 'STOPPED'`,
    [settled.workspaceId, settled.transferId, settled.outcome, settled.reason],
  );
}

/** Ends the transfer and all its runs that have not ended. What is on its way is still booked under its lease. */
export async function stopTransferRows(
  db: Db,
  stop: {
    workspaceId: string;
    transferId: string;
    outcome: TransferOutcome;
    reason: string;
    by: string | null;
    now: Date;
  },
): Promise<void> {
  const { workspaceId, transferId, outcome, reason } = stop;
  await db.sql(
    `with runs as (
       update transfer_runs set status = 'STOPPED', outcome = $3, outcome_reason = $4, waiting = null, ended_at = $6::timestamptz
       where workspace_id = $1::uuid and transfer_id = $2::uuid and status in ('PENDING', 'RUNNING')
     )
     update transfers set status = 'STOPPED', outcome = $3, outcome_reason = $4, waiting = null, next_run_at = null,
       stopped_by = $5, stopped_at = $6::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid and status <> 'STOPPED'`,
    [workspaceId, transferId, outcome, reason, stop.by, stop.now.toISOString()],
  );
}
