import type pg from "pg";
import type { Queryable } from "./queryable.ts";
import { rollBack } from "./roll-back.ts";

/** What a transaction came to, and the statements that it has sent and whose answers it need not wait for. */
export type Sent<T> = { result: T; sent: Promise<unknown>[] };

/**
 * Runs `work` in a transaction on a pipelined connection, and resolves once it is on the disk. `visible` is told earlier:
 * as soon as others see what was written and its locks are free, so that they need not wait for the disk too. They may
 * then see what a crash of the server takes back; what they commit of their own comes behind it in the same journal.
 */
export async function flushedTransaction<T>(
  pipelined: pg.Pool,
  work: (client: Queryable) => Promise<Sent<T>>,
  { lockTimeoutMs, visible }: { lockTimeoutMs: number; visible: () => void },
): Promise<T> {
  const client = await pipelined.connect();
  let broken: Error | undefined;
  try {
    // Waited for, as what comes behind it must not run outside of the transaction.
    await client.query(
      `begin; set local synchronous_commit = off; set local lock_timeout = ${Math.round(lockTimeoutMs)}`,
    );
    const { result, sent } = await work(client);
    const committed = client.query("commit");
    // Commits in the usual way whatever was set above: that takes all before it to the disk (and to a standby) as well.
    const flushed = client.query("select pg_logical_emit_message(true, 'junction', '')");
    flushed.catch(() => {});
    // A commit behind a statement that failed succeeds, as a rollback; the statement's own error comes first.
    await Promise.all([...sent, committed]);
    visible();
    await flushed;
    return result;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}
