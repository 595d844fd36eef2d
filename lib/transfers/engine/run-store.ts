import type { Db } from "../../db/client.ts";
import { leaseIsFree } from "../../jobs/lease.ts";
import { parse } from "../../kernel/parse.ts";
import type { TransferFrequency } from "../frequencies.ts";
import {
  type MemberPlace,
  memberKey,
  type TransferRunSettings,
  type TransferScope,
  transferRunSettings,
} from "../run-settings.ts";

export type ClaimedTransferRun = {
  id: string;
  transferId: string;
  number: number;
  trigger: string;
  scope: TransferScope;
  settings: TransferRunSettings;
  fromTx: string;
  toTx: string;
  cursor: MemberPlace | null;
  expected: number | null;
  batches: number;
  startedAt: Date;
  frequency: TransferFrequency;
  /** Members changed before this transaction were compared with what the partner holds. */
  positionTx: string;
  timeZone: string;
  /** The kind of identifier that members are known by. */
  identifier: string;
  /** What the audience is called now; `settings.name` is the name that the run brings. */
  audienceName: string;
};

/**
 * SQL: the transfer of run $2 under a lock. Whoever changes a run and its transfer locks the transfer first, as stopping
 * does; the other way round a stop and the booking of a batch would wait for each other.
 */
export const transferFirst = `held as (
  select t.workspace_id, t.id from transfers t
  join transfer_runs r on r.workspace_id = t.workspace_id and r.transfer_id = t.id
  where r.workspace_id = $1::uuid and r.id = $2::uuid for no key update of t)`;

/** Which run, and under which lease it is held. */
export type HeldRun = { workspaceId: string; runId: string; lease: string };

/** Takes the run under a lease and marks it and its transfer RUNNING. Null when it has ended or somebody works on it. */
export async function claimTransferRun(
  db: Db,
  claim: HeldRun & { activeHere: string[]; now: Date },
): Promise<ClaimedTransferRun | null> {
  const rows = await db.sql<{
    id: string;
    transfer_id: string;
    number: number;
    trigger: string;
    scope: TransferScope;
    settings: unknown;
    from_tx: bigint;
    to_tx: bigint;
    cursor: unknown;
    expected: bigint | null;
    batches: number;
    started_at: Date;
    frequency: TransferFrequency;
    position_tx: bigint;
    time_zone: string;
    identifier: string;
    audience_name: string;
  }>(
    `with ${transferFirst}, claimed as (
       update transfer_runs r set lease = $3, status = 'RUNNING', heartbeat_at = $4::timestamptz,
         started_at = coalesce(r.started_at, $4::timestamptz)
       from held where r.transfer_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid
         and r.status in ('PENDING', 'RUNNING')
         and (${leaseIsFree} or r.lease = $3
           or (split_part(r.lease, '/', 1) = split_part($3, '/', 1) and r.lease <> all($5::text[])))
       returning r.*
     ), running as (
       update transfers t set status = 'RUNNING', last_run_at = c.started_at from claimed c
       where t.workspace_id = c.workspace_id and t.id = c.transfer_id and t.status <> 'STOPPED' returning t.*
     )
     select c.id, c.transfer_id, c.number, c.trigger, c.scope, c.settings, c.from_tx, c.to_tx, c.cursor, c.expected,
       c.batches, c.started_at, t.frequency, t.position_tx, w.time_zone, a.identifier, a.name as audience_name
     from claimed c join running t on t.id = c.transfer_id join workspaces w on w.id = c.workspace_id
     join audiences a on a.workspace_id = t.workspace_id and a.id = t.audience_id`,
    [claim.workspaceId, claim.runId, claim.lease, claim.now.toISOString(), claim.activeHere],
  );
  const row = rows[0];
  return row
    ? {
        id: row.id,
        transferId: row.transfer_id,
        number: row.number,
        trigger: row.trigger,
        scope: row.scope,
        settings: parse(transferRunSettings, row.settings),
        fromTx: String(row.from_tx),
        toTx: String(row.to_tx),
        cursor: row.cursor === null ? null : parse(memberKey, row.cursor),
        expected: row.expected === null ? null : Number(row.expected),
        batches: row.batches,
        startedAt: row.started_at,
        frequency: row.frequency,
        positionTx: String(row.position_tx),
        timeZone: row.time_zone,
        identifier: row.identifier,
        audienceName: row.audience_name,
      }
    : null;
}

/** The first transaction whose changes of members may still be on their way: all before it are to be seen. */
export async function settledTx(db: Db): Promise<string> {
  const rows = await db.sql<{ settled: string }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as settled`,
  );
  return rows[0]?.settled ?? "0";
}

/** Notes up to where the run looks, so that a later try looks to the same place. */
export async function setWindow(
  db: Db,
  run: HeldRun & { toTx: string; expected: number | null },
): Promise<void> {
  await db.sql(
    `update transfer_runs set to_tx = $4::bigint, expected = $5::bigint
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [run.workspaceId, run.runId, run.lease, run.toTx, run.expected],
  );
}

/** Whether a request may leave now. Asked right before each. */
export async function mayLeave(db: Db, run: HeldRun): Promise<"yes" | "stopped" | "lost"> {
  const { rows } = await db.pool.query<{ lease: string | null; stopped: boolean }>(
    `select r.lease, (r.status <> 'RUNNING' or t.status = 'STOPPED') as stopped
     from transfer_runs r join transfers t on t.workspace_id = r.workspace_id and t.id = r.transfer_id
     where r.workspace_id = $1::uuid and r.id = $2::uuid`,
    [run.workspaceId, run.runId],
  );
  const row = rows[0];
  if (!row || row.stopped) {
    return "stopped";
  }
  return row.lease === run.lease ? "yes" : "lost";
}

/** Says on the run and its transfer why it waits. */
export async function setWaiting(db: Db, run: HeldRun & { waiting: string; now: Date }): Promise<void> {
  await db.sql(
    `with ${transferFirst}, mine as (
       update transfer_runs r set waiting = $4, heartbeat_at = $5::timestamptz from held
       where r.transfer_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid and r.lease = $3
         and r.status = 'RUNNING' returning r.transfer_id
     )
     update transfers set waiting = $4 where workspace_id = $1::uuid and id in (select transfer_id from mine)`,
    [run.workspaceId, run.runId, run.lease, run.waiting, run.now.toISOString()],
  );
}

/** Gives the run back, so that any worker may take it up. */
export async function releaseTransferRun(db: Db, run: HeldRun): Promise<void> {
  await db.sql(
    `update transfer_runs set lease = null where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [run.workspaceId, run.runId, run.lease],
  );
}

/** A continuous run has handled its window; the next one begins behind it. */
export async function closeWindow(db: Db, run: HeldRun & { toTx: string }): Promise<void> {
  await db.sql(
    `with ${transferFirst}, run as (
       update transfer_runs r set cursor = null, from_tx = $4::bigint, lease = null from held
       where r.transfer_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid and r.lease = $3
         and r.status = 'RUNNING' returning r.transfer_id
     )
     update transfers set position_tx = greatest(position_tx, $4::bigint), waiting = null
     where workspace_id = $1::uuid and id = (select transfer_id from run)`,
    [run.workspaceId, run.runId, run.lease, run.toTx],
  );
}
