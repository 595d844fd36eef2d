import type { Db } from "../db/client.ts";
import { completeUpTo, isInLog } from "../events/first-in-log.ts";

/** A place in the event log: everything up to it is before. */
export type Position = { tx: bigint; seq: bigint };

/**
 * The oldest transaction that still runs, as a place, and whether calls of the source lie behind it that are there
 * already. Not to be asked inside a transaction that has written: its own number would hold the place back.
 */
export async function placeOfNow(
  db: Pick<Db, "pool">,
  workspaceId: string,
  sourceId: string,
): Promise<{ place: Position; mixed: boolean }> {
  const { rows } = await db.pool.query<{ tx: string; mixed: boolean }>(
    `with here as materialized (select ${completeUpTo} as tx)
     select h.tx::text, ${isInLog("$1::uuid", "e.tx >= h.tx and e.source_id = $2::uuid")} as mixed from here h`,
    [workspaceId, sourceId],
  );
  const row = rows[0];
  return { place: { tx: BigInt(row?.tx ?? 0), seq: 0n }, mixed: row?.mixed ?? false };
}
