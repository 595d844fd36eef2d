import type pg from "pg";
import type { Db } from "./client.ts";
import { rollBack } from "./roll-back.ts";

/** A connection or the pool itself: what the hot paths' stores run their statements on. */
export type Queryable = Pick<pg.ClientBase, "query">;

/** Set-based SQL alone: a `Db`, or one connection in a transaction of its own (`sqlOn`). */
export type Sql = Pick<Db, "sql">;

/** Texts that were given names, which makes PostgreSQL plan them once a connection instead of every time. */
const names = new Map<string, string>();
const MAX_NAMES = 200;

function nameOf(text: string): string | undefined {
  const name = names.get(text) ?? (names.size < MAX_NAMES ? `sql-${names.size + 1}` : undefined);
  if (name !== undefined) {
    names.set(text, name);
  }
  return name;
}

/**
 * SQL on one connection, for code that knows no pool. Texts must be constant: each is prepared under a name, and planned once
 * a connection. With `plan: "always"` each is planned for the values that it gets: for few statements over much.
 */
export function sqlOn(client: Queryable, { plan = "once" }: { plan?: "once" | "always" } = {}): Sql {
  return {
    sql: async (text, values) => {
      const name = plan === "once" ? nameOf(text) : undefined;
      return (await client.query({ name, text, values })).rows;
    },
  };
}

/**
 * Takes statements that are on their way and whose answers nothing of the work depends on: the commit goes right behind them.
 * Only connections that pipeline can have several on their way.
 */
export type Last = (sent: Promise<unknown>) => void;

/**
 * Runs `work` in a transaction on a connection of its own; rolls back and rethrows what it throws. With
 * `lockTimeoutMs`, waiting longer than that for somebody else's lock is a conflict (`isConflict`). With `rederived`, what it
 * wrote can be had again from what was committed before: it does not wait for the disk. After a crash of PostgreSQL it may
 * not have been, whole; never so if anything that was acknowledged later, by whomever, was. With `plannedOnce`, statements that
 * have names are planned once a connection, for whatever they are asked: where PostgreSQL sees that they are asked for little
 * it would plan them anew each time, for longer than they take.
 */
export async function withTransaction<T>(
  pool: pg.Pool,
  work: (client: Queryable, last: Last) => Promise<T>,
  options: { lockTimeoutMs?: number; rederived?: boolean; plannedOnce?: boolean } = {},
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const limit = options.lockTimeoutMs;
    const settings = [
      ...(options.plannedOnce ? ["set local plan_cache_mode = force_generic_plan"] : []),
      ...(limit === undefined ? [] : [`set local lock_timeout = ${Math.round(limit)}`]),
      ...(options.rederived ? ["set local synchronous_commit = off"] : []),
    ];
    const begun = client.query(["begin", ...settings].join("; "));
    if (pool.options.pipeline) {
      // Not waited for: if it fails, so does all that is sent behind it.
      begun.catch(() => {});
    } else {
      await begun;
    }
    const unanswered: Promise<unknown>[] = [begun];
    const result = await work(client, (sent) => {
      // Its failure is told with the commit, which then undoes all.
      sent.catch(() => {});
      if (!pool.options.pipeline) {
        throw new Error("A connection that does not pipeline has one statement on its way at a time.");
      }
      unanswered.push(sent);
    });
    await Promise.all([...unanswered, client.query("commit")]);
    return result;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * One statement that is `rederived`, as a transaction all of which is sent at once: for a pool that pipelines.
 */
export async function inOneFlight(
  pool: pg.Pool,
  work: (client: Queryable) => Promise<unknown>,
): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const sent = [
      client.query("begin; set local synchronous_commit = off"),
      work(client),
      client.query("commit"),
    ];
    // All have to be answered before anybody else may have the connection. After a failure the commit undoes.
    const failed = (await Promise.allSettled(sent)).find(({ status }) => status === "rejected");
    if (failed) {
      await Promise.all(sent);
    }
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

// A write that met another one, a deadlock that PostgreSQL resolved, a lock not had in time: do the same work again.
const conflictCodes = new Set(["40001", "40P01", "55P03"]);

/** True for errors of PostgreSQL after which the same transaction may be tried again at once. */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    conflictCodes.has(error.code)
  );
}
