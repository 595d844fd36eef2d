import type { Db } from "./client.ts";
import { type Sql, sqlOn } from "./queryable.ts";

/** Whoever takes a download takes its next page within this time, or it breaks off: its connection is one of few. */
const IDLE_MS = 60_000;

/**
 * What `read` reads in several statements as it is at one moment, whatever is written meanwhile: in a transaction that writes
 * nothing and so holds nobody up, on a connection of its own until the last is taken.
 */
export async function* ofOneMoment<T>(
  db: Pick<Db, "pool">,
  read: (sql: Sql) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const client = await db.pool.connect();
  let broken = true;
  try {
    await client.query(
      `begin isolation level repeatable read read only; set local idle_in_transaction_session_timeout = ${IDLE_MS}`,
    );
    yield* read(sqlOn(client, { plan: "always" }));
    await client.query("commit");
    broken = false;
  } finally {
    // Whoever goes away in the middle leaves a transaction that is open.
    client.release(broken);
  }
}
