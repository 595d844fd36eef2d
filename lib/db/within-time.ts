import type { Db, Querying } from "./client.ts";

/** Runs `work` on a connection whose statements end after `ms`. Null when one of them took longer. */
export async function withinTime<T>(
  db: Db,
  ms: number,
  work: (connection: Querying) => Promise<T>,
): Promise<T | null> {
  const client = await db.pool.connect();
  try {
    await client.query("begin read only");
    await client.query(`set local statement_timeout = ${Math.round(ms)}`);
    return await work(client);
  } catch (error) {
    // 57014: the statement was cancelled by its time limit.
    if (error instanceof Error && "code" in error && error.code === "57014") {
      return null;
    }
    throw error;
  } finally {
    await client.query("rollback");
    client.release();
  }
}
