import type { Db } from "../../db/client.ts";

/** Rows that one statement deletes at most, so that it holds no lock for long. */
const SOME = 10_000;

async function deleteSome(db: Db, table: string, column: string, before: Date): Promise<number> {
  const rows = await db.sql<{ deleted: number }>(
    `with old as (select ctid from ${table} where ${column} < $1::timestamptz limit ${SOME}),
       gone as (delete from ${table} where ctid in (select ctid from old) returning 1)
     select count(*)::int as deleted from gone`,
    [before.toISOString()],
  );
  return rows[0]?.deleted ?? 0;
}

/** Forgets batches and counts that are older than they are kept. True when there may be more. */
export async function deleteOld(db: Db, before: { batches: Date; counts: Date }): Promise<boolean> {
  const batches = await deleteSome(db, "destination_batches", "at", before.batches);
  const counts = await deleteSome(db, "destination_counts", "minute", before.counts);
  return batches === SOME || counts === SOME;
}
