import type { PoolClient } from "pg";

/**
 * Takes back what a connection has begun. Resolves with why the connection itself is to be thrown away: it is gone and
 * with it the transaction, and the error that came first is the one to tell.
 */
export async function rollBack(client: Pick<PoolClient, "query">): Promise<Error | undefined> {
  try {
    await client.query("rollback");
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause : new Error("rollback failed", { cause });
  }
}
