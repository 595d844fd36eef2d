import type { Queryable } from "../../db/queryable.ts";
import { eventRows, type SeenEvent } from "./window-store.ts";

/** What comes in at once beyond this is left to those who look at everything. */
const MAX_ROWS = 5_000;

/**
 * Committed events of some names and types from a transaction on; none where that is null. `complete`: all transactions
 * before it have ended, and are among them. Both are of one moment: of two, what was committed between would be passed over.
 */
export async function readEventsFrom(
  db: Queryable,
  workspaceId: string,
  { names, types, from }: { names: readonly string[]; types: readonly string[]; from: bigint | null },
): Promise<{ complete: bigint; events: SeenEvent[] }> {
  const { rows } = await db.query<{ complete: string } & (SeenEvent | { tx: null })>({
    name: "segments.prove.events",
    text: `select pg_snapshot_xmin(pg_current_snapshot())::text as complete, e.* from (values (1)) one
      left join (${eventRows(">= (select $4::bigint)")} limit ${MAX_ROWS}) e on true`,
    values: [workspaceId, names, types, from === null ? null : String(from)],
  });
  return {
    complete: BigInt(rows[0]?.complete ?? 0),
    events: rows.filter((row) => row.tx !== null),
  };
}
