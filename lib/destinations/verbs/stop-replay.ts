import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import { lockReplay, stopReplayRow } from "../replay-store.ts";
import { replayInDestination } from "../replay-view.ts";
import { type ReplayOf, type ReplayView, replayOf } from "../schema.ts";
import { returnUnsent } from "../shelf-store.ts";

/**
 * Stops a replay: once this has returned no further request of it leaves; what was on its way is still booked. What a retry
 * has not sent goes back on the shelf. Throws `precondition` for one that is over, `not_found`.
 */
export async function stopReplay(ctx: Ctx, input: ReplayOf): Promise<ReplayView> {
  authorise(ctx, "destinations.write");
  const { id, replayId } = parse(replayOf, input);
  await inTransaction(ctx, async (tx) => {
    const record = await destinationInWorkspace(tx, id);
    await lockReplay(tx.db, tx.workspaceId, replayId);
    const before = await replayInDestination(tx, id, replayId);
    if (before.status === "DONE" || before.status === "STOPPED") {
      throw new Fault("precondition", "It is over; nothing of it leaves any more.");
    }
    const by = { name: actorName(tx.actor), now: tx.clock.now() };
    await stopReplayRow(tx.db, tx.workspaceId, replayId, by);
    if (before.kind === "retry") {
      await returnUnsent(tx.db, { workspaceId: tx.workspaceId, destinationId: id }, replayId);
    }
    await audit(tx, {
      action: "destination.replay_stopped",
      object: { kind: "destination", id, name: `${record.source_name} to ${record.name}` },
      changes: { sent: { from: null, to: before.delivered } },
    });
  });
  return replayInDestination(ctx, id, replayId);
}
