import { type Ctx, inTransaction } from "../../context.ts";
import { addCounts, type Decided, decidePending, keyOf } from "./delivery-store.ts";
import { leftOver, markSwept } from "./end-store.ts";

const PAGE = 2_000;

/** Gives a verdict to some who still wait in a run that was stopped or is over. False when nobody does. */
export async function sweepOnce(ctx: Ctx): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const left = await leftOver(tx.db, PAGE);
    if (!left) {
      return false;
    }
    const now = tx.clock.now();
    const { workspaceId, runId, campaignId, channel, people } = left;
    const code = left.status === "STOPPED" ? "stopped" : "window";
    const decided = people.map(
      ({ leaving, ...each }): Decided => ({
        ...each,
        ...(leaving ? { status: "failed", code: "unknown" } : { status: "held", code }),
        reason: null,
      }),
    );
    const of = { workspaceId, runId, campaignId, channel };
    const fresh = await decidePending(tx.db, of, decided, now);
    await addCounts(
      tx.db,
      of,
      decided.filter((each) => fresh.has(keyOf(each))),
      now,
    );
    if (people.length < PAGE) {
      await markSwept(tx.db, { workspaceId, runId }, now);
    }
    return true;
  });
}
