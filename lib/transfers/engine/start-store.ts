import type { Db } from "../../db/client.ts";
import { newId } from "../../kernel/ids.ts";
import type { TransferTrigger } from "../run-kinds.ts";
import type { TransferRunSettings, TransferScope } from "../run-settings.ts";

/** Adds the next run of a transfer whose row the caller has locked. Returns its id and number. */
export async function insertTransferRun(
  db: Db,
  run: {
    workspaceId: string;
    transferId: string;
    trigger: TransferTrigger;
    status: "PENDING" | "RUNNING";
    scope: TransferScope;
    settings: TransferRunSettings;
    fromTx: string;
    now: Date;
  },
): Promise<{ id: string; number: number }> {
  const id = newId(run.now.getTime());
  const rows = await db.sql<{ number: number }>(
    `insert into transfer_runs (workspace_id, id, transfer_id, number, trigger, status, scope, settings, from_tx,
       started_at, created_at)
     select $1::uuid, $2::uuid, $3::uuid,
       (select coalesce(max(number), 0)::int + 1 from transfer_runs where workspace_id = $1::uuid and transfer_id = $3::uuid),
       $4, $5, $6, $7::jsonb, $8::bigint, case when $5 = 'RUNNING' then $9::timestamptz end, $9::timestamptz
     returning number`,
    [
      run.workspaceId,
      id,
      run.transferId,
      run.trigger,
      run.status,
      run.scope,
      JSON.stringify(run.settings),
      run.fromTx,
      run.now.toISOString(),
    ],
  );
  return { id, number: rows[0]?.number ?? 1 };
}

export type StartingTransfer = {
  workspace_id: string;
  id: string;
  audience_id: string;
  audience_name: string;
  connection_id: string;
  partner: string;
  settings: Record<string, string>;
  frequency: string;
  every_hours: number | null;
  next_run_at: Date | null;
  position_tx: bigint;
  created_at: Date;
  time_zone: string;
  runs: number;
};

const starting = `select t.workspace_id, t.id, t.audience_id, a.name as audience_name, t.connection_id, t.partner, t.settings,
    t.frequency, t.every_hours, t.next_run_at, t.position_tx, t.created_at, w.time_zone,
    (select count(*)::int from transfer_runs r where r.workspace_id = t.workspace_id and r.transfer_id = t.id) as runs
  from transfers t join audiences a on a.workspace_id = t.workspace_id and a.id = t.audience_id
  join workspaces w on w.id = t.workspace_id`;

export async function lockStarting(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<StartingTransfer | null> {
  const rows = await db.sql<StartingTransfer>(
    `${starting} where t.workspace_id = $1::uuid and t.id = $2::uuid for update of t`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** One transfer, of others than `except`, whose time has come, locked for the caller's transaction; others look past it. */
export async function lockDueTransfer(db: Db, now: Date, except: string[]): Promise<StartingTransfer | null> {
  const rows = await db.sql<StartingTransfer>(
    `${starting} where t.next_run_at <= $1::timestamptz and t.status = 'PENDING' and t.id <> all($2::uuid[])
     order by t.next_run_at limit 1 for update of t skip locked`,
    [now.toISOString(), except],
  );
  return rows[0] ?? null;
}

export async function setNextRun(
  db: Db,
  due: { workspaceId: string; transferId: string; nextRunAt: Date | null },
): Promise<void> {
  await db.sql(
    `update transfers set next_run_at = $3::timestamptz where workspace_id = $1::uuid and id = $2::uuid`,
    [due.workspaceId, due.transferId, due.nextRunAt?.toISOString() ?? null],
  );
}
