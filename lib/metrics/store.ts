import type { Db } from "../db/client.ts";

export type WorkerState = { host: string; pid: number; silentS: number; memoryBytes: number };

/** Every worker that has not been given up, with how long ago it was heard; also shows that the database answers. */
export async function workerStates(db: Db): Promise<WorkerState[]> {
  return db.sql<WorkerState>(
    `select host, pid, extract(epoch from now() - heartbeat_at)::float8 as "silentS",
       memory_bytes::float8 as "memoryBytes"
     from workers order by host, pid`,
  );
}

export type QueueState = { task: string; waiting: number; running: number; failed: number; oldestS: number };

/** The queue by kind of job; `oldestS` is how long the job that is longest overdue has waited. */
export async function queueStates(db: Db): Promise<QueueState[]> {
  return db.sql<QueueState>(
    `select task_identifier as task,
       count(*) filter (where locked_at is null and attempts < max_attempts)::float8 as waiting,
       count(*) filter (where locked_at is not null)::float8 as running,
       count(*) filter (where locked_at is null and attempts >= max_attempts)::float8 as failed,
       coalesce(greatest(extract(epoch from now() - min(run_at)
         filter (where locked_at is null and attempts < max_attempts)), 0), 0)::float8 as "oldestS"
     from graphile_worker.jobs group by 1 order by 1`,
  );
}

export type ExportRows = { partner: string; accepted: number; rejected: number };

export async function exportRows(db: Db): Promise<ExportRows[]> {
  return db.sql<ExportRows>(
    `select partner, sum(accepted)::float8 as accepted, sum(rejected)::float8 as rejected
     from exports group by 1 order by 1`,
  );
}

export async function exportStates(db: Db): Promise<{ status: string; count: number }[]> {
  return db.sql(`select status, count(*)::float8 as count from exports group by 1 order by 1`);
}

/** Calls kept so far, as the catalogue has counted them. */
export async function eventsCounted(db: Db): Promise<number> {
  const [row] = await db.sql<{ count: number }>(
    `select coalesce(sum(count), 0)::float8 as count from event_definitions`,
  );
  return row?.count ?? 0;
}

export type LogLag = { consumer: string; seconds: number };

/** How long the oldest event that a consumer has not handled yet has waited, over all workspaces; 0 when none waits. */
export async function logLags(db: Db): Promise<LogLag[]> {
  return db.sql<LogLag>(
    `select consumer, coalesce(max(extract(epoch from now() - waiting.received_at)), 0)::float8 as seconds
     from event_cursors cursor left join lateral (
       select received_at from events
       where events.workspace_id = cursor.workspace_id and events.tx >= cursor.tx
       order by tx, seq limit 1
     ) waiting on true
     group by 1 order by 1`,
  );
}
