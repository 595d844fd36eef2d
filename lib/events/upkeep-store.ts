import type { Db } from "../db/client.ts";

/** Makes the event tables of this and the coming months where they are missing. Returns how many were made. */
export async function ensureEventPartitions(db: Db, monthsAhead: number): Promise<number> {
  const [row] = await db.sql<{ made: number }>(`select junction_ensure_event_partitions($1::int) as made`, [
    monthsAhead,
  ]);
  return row?.made ?? 0;
}
