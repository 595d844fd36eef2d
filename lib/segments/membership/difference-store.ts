import Cursor from "pg-cursor";
import { manySettings } from "../../db/ask-many.ts";
import type { Db } from "../../db/client.ts";
import type { Scope } from "../sql/sql-values.ts";

export type Difference = { id: string; meant: boolean };

const PAGE = 2_000;
/** Longer than any definition should take; what takes longer is said on the segment's page. */
const TIMEOUT_MS = 600_000;

/**
 * In pages, who is meant and no member or the other way round, and of a live segment who has a time to come that is noted
 * too late or not at all: all of one moment, read through a cursor in a transaction that writes nothing and so holds nobody up. `meant`,
 * `due`: queries of the scope.
 */
export async function* differencesOf(
  db: Db,
  segmentId: string,
  query: { meant: string; due: string | null; scope: Scope },
): AsyncGenerator<Difference[]> {
  const { meant, due, scope } = query;
  const segment = scope.values.add(segmentId, "uuid");
  const own = (table: string, columns = "person_id") =>
    `select ${columns} from ${table} where workspace_id = ${scope.workspace} and segment_id = ${segment}`;
  const dues = due
    ? ` union all select u.person_id, false from (${due}) u left join (${own("segment_dues", "person_id, due_at")}) d
        on d.person_id = u.person_id where d.person_id is null or d.due_at > u.at`
    : "";
  const text = `select coalesce(m.id, s.person_id) as id, m.id is not null as meant
    from (${meant}) m full join (${own("segment_members")}) s on s.person_id = m.id
    where m.id is null or s.person_id is null${dues}`;
  const client = await db.pool.connect();
  let broken = true;
  try {
    await client.query(
      `begin isolation level repeatable read read only; set local statement_timeout = ${TIMEOUT_MS}; set local jit = off`,
    );
    if (!due) {
      await client.query(manySettings);
    }
    const cursor = client.query(new Cursor<Difference>(text, scope.values.all));
    for (;;) {
      const page = await cursor.read(PAGE);
      if (page.length === 0) {
        break;
      }
      yield page;
    }
    await client.query("commit");
    broken = false;
  } finally {
    // A connection that was left in the middle of its cursor is of no more use.
    client.release(broken);
  }
}
