import type { Db } from "../db/client.ts";

// Windows of the event log end at the oldest writing transaction of the whole server: other test files' and autovacuum's too.
const others = `select pid || '/' || backend_xid::text as transaction from pg_stat_activity
  where backend_xid is not null and (datname is distinct from current_database() or backend_type <> 'client backend')`;

/** Resolves when the transactions that others have open on this server now have ended; the test's own do not count. */
export async function othersAreDone(db: Db): Promise<void> {
  const open = await db.sql<{ transaction: string }>(others);
  let left = open.map((row) => row.transaction);
  while (left.length > 0) {
    const now = new Set((await db.sql<{ transaction: string }>(others)).map((row) => row.transaction));
    left = left.filter((transaction) => now.has(transaction));
  }
}
