import type { Db } from "../db/client.ts";

export type EnqueueOptions = {
  /** Only one job with this key waits at a time; a newer one replaces it. */
  key?: string;
  /** Jobs of one queue run one after another. */
  queue?: string;
  runAt?: Date;
  /** Lower runs first; 0 unless told. */
  priority?: number;
};

export async function addJob(
  db: Db,
  name: string,
  payload: object,
  options: EnqueueOptions & { maxAttempts: number },
): Promise<void> {
  await db.sql(
    `select id from graphile_worker.add_job($1, $2::json, queue_name => $3, run_at => $4::timestamptz,
       max_attempts => $5::int, job_key => $6, priority => $7::int)`,
    [
      name,
      JSON.stringify(payload),
      options.queue ?? null,
      options.runAt?.toISOString() ?? null,
      options.maxAttempts,
      options.key ?? null,
      options.priority ?? 0,
    ],
  );
}

/** Notes that a worker lives; called every few seconds. */
export async function beat(
  db: Db,
  worker: { id: string; host: string; pid: number; slots: string[]; startedAt: Date; memoryBytes: number },
): Promise<void> {
  await db.sql(
    `insert into workers (id, host, pid, slots, started_at, heartbeat_at, memory_bytes)
     values ($1, $2, $3::int, $4::text[], $5::timestamptz, now(), $6::bigint)
     on conflict (id) do update set heartbeat_at = now(), slots = excluded.slots, memory_bytes = excluded.memory_bytes`,
    [worker.id, worker.host, worker.pid, worker.slots, worker.startedAt.toISOString(), worker.memoryBytes],
  );
}

/**
 * Forgets workers that have been silent for `silentS` seconds and frees every job that no living worker holds. Returns
 * the names under which the dead had held jobs. What is freed does not depend on what was forgotten just now, so that
 * an undertaker who dies half-way leaves nothing behind.
 */
export async function freeDeadWorkers(db: Db, silentS: number): Promise<string[]> {
  await db.sql(`delete from workers where heartbeat_at < now() - make_interval(secs => $1)`, [silentS]);
  const holders = await db.sql<{ holder: string }>(
    `select distinct j.locked_by as holder from graphile_worker.jobs j
     where j.locked_at < now() - make_interval(secs => $1)
       and not exists (select 1 from workers w where j.locked_by = any(w.slots))`,
    [silentS],
  );
  const dead = holders.map((row) => row.holder);
  if (dead.length > 0) {
    await db.sql(`select count(*)::int from graphile_worker.force_unlock_workers($1::text[])`, [dead]);
  }
  return dead;
}

/** Forgets a worker that ends in order. */
export async function retire(db: Db, id: string): Promise<void> {
  await db.sql(`delete from workers where id = $1`, [id]);
}
