import pg from "pg";
import { Fault } from "../kernel/fault.ts";
import type { Db } from "./client.ts";
import type { Queryable } from "./queryable.ts";

/**
 * What PostgreSQL is told, for the rest of the transaction, before a statement that reads all people: memory for tables of
 * a million ids (a node of the plan and each of its workers may take twice so much); no compiling of the statement, which
 * takes longer than what it saves; and no looking up of people one by one, which it would choose because it takes any
 * number of groups of a union for 200. Several workers are worth it, as such a statement returns little; each reads for
 * itself: what is read from end to end the system has read ahead, and to hand pages over costs a third of the time.
 */
export const manySettings = `select set_config('jit', 'off', true), set_config('work_mem', '96MB', true),
  set_config('enable_nestloop', 'off', true), set_config('parallel_setup_cost', '200', true),
  set_config('parallel_tuple_cost', '0.02', true), set_config('effective_io_concurrency', '0', true)`;

/**
 * Before one that looks at a few thousand of them: those have been asked about sooner than workers have started, and one
 * for each other, as it would be where the planner takes them for one, would be millions.
 */
const fewSettings = `select set_config('jit', 'off', true), set_config('work_mem', '64MB', true),
  set_config('enable_nestloop', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`;

export type Asking = {
  timeoutMs: number;
  gone?: AbortSignal | undefined;
  /** Only a few thousand people are looked at. */
  few?: boolean;
};

/** Ends what a connection runs. A connection of its own: those of the pool may all be busy with what is to be ended. */
async function cancel(pool: pg.Pool, processId: number): Promise<void> {
  const { max: _, ...options } = pool.options;
  const client = new pg.Client(options);
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select pg_cancel_backend($1)", [processId]);
  } finally {
    await client.end();
  }
}

const wasCancelled = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "57014";

/**
 * Runs `work` in a read-only transaction on a connection made for large questions. Its running statement ends when `gone`
 * is aborted. Throws `unavailable` then, and when a statement takes longer than `timeoutMs`.
 */
export async function askMany<T>(
  db: Db,
  asking: Asking,
  work: (client: Queryable) => Promise<T>,
): Promise<T> {
  const { gone } = asking;
  const client = await db.pool.connect();
  let ending: Promise<void> | undefined;
  let end = () => {};
  let broken: Error | undefined;
  try {
    await client.query("begin read only");
    await client.query(`set local statement_timeout = ${Math.round(asking.timeoutMs)}`);
    const { rows } = await client.query<{ pid: number }>(
      `select pg_backend_pid() as pid, s.* from (${asking.few ? fewSettings : manySettings}) s`,
    );
    end = () => {
      // What it could not end ends by its time limit.
      ending = cancel(db.pool, rows[0]?.pid ?? 0).catch(() => {});
    };
    gone?.addEventListener("abort", end, { once: true });
    if (gone?.aborted) {
      throw new Fault("unavailable", "Nobody waits for the answer any more.");
    }
    return await work(client);
  } catch (error) {
    if (!wasCancelled(error)) {
      throw error;
    }
    throw gone?.aborted
      ? new Fault("unavailable", "Nobody waits for the answer any more.", { cause: error })
      : new Fault(
          "unavailable",
          `Counting took longer than ${Math.round(asking.timeoutMs / 1_000)} seconds.`,
          {
            cause: error,
          },
        );
  } finally {
    gone?.removeEventListener("abort", end);
    // Before somebody else has the connection: it must not end theirs.
    await ending;
    await client.query("rollback").catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}
