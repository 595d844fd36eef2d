import type { Db } from "../../db/client.ts";
import { newId } from "../../kernel/ids.ts";
import type { RunSettings } from "../run-settings.ts";

export type NewRun = {
  workspaceId: string;
  exportId: string;
  trigger: "first" | "schedule" | "live" | "retry";
  status: "PENDING" | "RUNNING";
  settings: RunSettings;
  fromTx: string;
  toTx: string;
  now: Date;
};

/** Adds the next run of an export whose row the caller has locked. Returns its id and number. */
export async function insertRun(db: Db, run: NewRun): Promise<{ id: string; number: number }> {
  const id = newId(run.now.getTime());
  const rows = await db.sql<{ number: number }>(
    `insert into export_runs (workspace_id, id, export_id, number, trigger, status, settings, from_tx, to_tx,
       started_at, created_at, cursor)
     select $1::uuid, $2::uuid, $3::uuid,
       (select coalesce(max(number), 0)::int + 1 from export_runs where workspace_id = $1::uuid and export_id = $3::uuid),
       case when $4 = 'first' and exists (select 1 from export_runs where workspace_id = $1::uuid and export_id = $3::uuid)
         then 'schedule' else $4 end,
       $5, $6::jsonb, $7::bigint, $8::bigint,
       case when $5 = 'RUNNING' then $9::timestamptz end, $9::timestamptz,
       -- A run that gave up or was refused had come this far with the same window: what it sent is not sent again.
       (select r.cursor from export_runs r where r.workspace_id = $1::uuid and r.export_id = $3::uuid and $4 in ('first', 'schedule')
          and r.outcome in ('failed', 'refused') and r.from_tx = $7::bigint and r.settings->'source' = $6::jsonb->'source'
        order by r.number desc limit 1)
     returning number`,
    [
      run.workspaceId,
      id,
      run.exportId,
      run.trigger,
      run.status,
      JSON.stringify(run.settings),
      run.fromTx,
      run.toTx,
      run.now.toISOString(),
    ],
  );
  return { id, number: rows[0]?.number ?? 1 };
}

export type StartingExport = {
  workspace_id: string;
  id: string;
  connection_id: string;
  data_type: string;
  event_names: string[];
  identifier_priority: string[];
  frequency: string;
  every_hours: number | null;
  range_from: Date | null;
  range_to: Date | null;
  start_at: Date;
  position_tx: bigint;
  version: number;
  runs: number;
  time_zone: string;
};

const startColumns = `e.workspace_id, e.id, e.connection_id, e.data_type, e.event_names, e.identifier_priority, e.frequency,
  e.every_hours, e.range_from, e.range_to, e.start_at, e.position_tx, e.version, w.time_zone,
  (select count(*)::int from export_runs r where r.workspace_id = e.workspace_id and r.export_id = e.id
     and r.trigger in ('first', 'schedule') and r.outcome in ('accepted', 'partly')) as runs`;

export async function lockExport(db: Db, workspaceId: string, id: string): Promise<StartingExport | null> {
  const rows = await db.sql<StartingExport>(
    `select ${startColumns} from exports e join workspaces w on w.id = e.workspace_id
     where e.workspace_id = $1::uuid and e.id = $2::uuid for update of e`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** One export, of others than `except`, whose time has come, locked for the caller's transaction; others look past it. */
export async function lockDueExport(db: Db, now: Date, except: string[]): Promise<StartingExport | null> {
  const rows = await db.sql<StartingExport>(
    `select ${startColumns} from exports e join workspaces w on w.id = e.workspace_id
     where e.next_run_at <= $1::timestamptz and e.status = 'PENDING' and e.id <> all($2::uuid[])
     order by e.next_run_at limit 1 for update of e skip locked`,
    [now.toISOString(), except],
  );
  return rows[0] ?? null;
}

export async function markStarted(
  db: Db,
  started: {
    workspaceId: string;
    exportId: string;
    status: "PENDING" | "RUNNING";
    nextRunAt: Date | null;
    positionTx: string;
    now: Date;
  },
): Promise<void> {
  await db.sql(
    `update exports set status = $3, next_run_at = $4::timestamptz, position_tx = $5::bigint,
       last_run_at = case when $3 = 'RUNNING' then $6::timestamptz else last_run_at end
     where workspace_id = $1::uuid and id = $2::uuid`,
    [
      started.workspaceId,
      started.exportId,
      started.status,
      started.nextRunAt?.toISOString() ?? null,
      started.positionTx,
      started.now.toISOString(),
    ],
  );
}
