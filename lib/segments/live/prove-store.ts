import type { Queryable } from "../../db/queryable.ts";
import { eventRows, type SeenEvent } from "./window-store.ts";

/** What comes in at once beyond this is left to those who look at everything. */
const MAX_ROWS = 5_000;

/**
 * Committed events of some names and types from a transaction on; none where that is null. `complete`: all transactions
 * before it have ended.
 */
export async function readEventsFrom(
  db: Queryable,
  workspaceId: string,
  { names, types, from }: { names: readonly string[]; types: readonly string[]; from: bigint | null },
): Promise<{ complete: bigint; events: SeenEvent[] }> {
  const horizon = db.query<{ complete: string }>({
    name: "segments.live.horizon",
    text: "select pg_snapshot_xmin(pg_current_snapshot())::text as complete",
  });
  const events =
    from === null
      ? []
      : (
          await db.query<SeenEvent>({
            name: "segments.prove.events",
            text: `${eventRows} and e.tx >= $4::bigint order by e.tx, e.seq limit ${MAX_ROWS}`,
            values: [workspaceId, names, types, String(from)],
          })
        ).rows;
  const { rows } = await horizon;
  return { complete: BigInt(rows[0]?.complete ?? 0), events };
}
