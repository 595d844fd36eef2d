import Cursor from "pg-cursor";
import { manySettings } from "../db/ask-many.ts";
import type { Db } from "../db/client.ts";
import type { Scope } from "./sql/sql-values.ts";

const PAGE = 2_000;
/** Longer than any definition should take. */
const TIMEOUT_MS = 600_000;

/**
 * Ids of those whom a query of the scope means, in order, in pages: all of one moment, read through a cursor in a
 * transaction that writes nothing and so holds nobody up. They begin behind `after`.
 */
export async function* meantPeople(
  db: Db,
  query: { meant: string; scope: Scope },
  after: string | null,
): AsyncGenerator<string[]> {
  const { meant, scope } = query;
  const from = scope.values.add(after, "uuid");
  const client = await db.pool.connect();
  let broken = true;
  try {
    await client.query(
      `begin isolation level repeatable read read only; set local statement_timeout = ${TIMEOUT_MS}; set local jit = off`,
    );
    await client.query(manySettings);
    const text = `select m.id from (${meant}) m where ${from} is null or m.id > ${from} order by m.id`;
    const cursor = client.query(new Cursor<{ id: string }>(text, scope.values.all));
    for (;;) {
      const page = await cursor.read(PAGE);
      if (page.length === 0) {
        break;
      }
      yield page.map(({ id }) => id);
    }
    await client.query("commit");
    broken = false;
  } finally {
    // A connection that was left in the middle of its cursor is of no more use.
    client.release(broken);
  }
}
