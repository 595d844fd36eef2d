import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import { insertReplay } from "../replay-store.ts";
import { refuseUnlessSending, replayInDestination } from "../replay-view.ts";
import type { ChooseShelf, ReplayView } from "../schema.ts";
import { chosenOf } from "../shelf.ts";
import { claimForReplay } from "../shelf-store.ts";

/**
 * Sends refused calls again that nobody has sent again or discarded; each is taken by one retry alone, however many ask at
 * once. Throws `invalid` for an empty choice, `conflict` when none of them is on the shelf any more, `precondition` for a
 * destination that sends nothing, `not_found`.
 */
export async function retryShelf(ctx: Ctx, input: ChooseShelf): Promise<ReplayView> {
  authorise(ctx, "destinations.write");
  const { id, filter } = await chosenOf(ctx, input);
  const now = ctx.clock.now();
  const replayId = newId(now.getTime());
  await inTransaction(ctx, async (tx) => {
    const record = await destinationInWorkspace(tx, id);
    refuseUnlessSending(record);
    const of = { workspaceId: tx.workspaceId, destinationId: id };
    const claim = await claimForReplay(tx.db, of, filter, replayId);
    if (claim.count === 0) {
      throw new Fault(
        "conflict",
        "None of these is on the shelf any more: they were sent again or discarded.",
      );
    }
    await insertReplay(tx.db, {
      workspaceId: tx.workspaceId,
      id: replayId,
      destinationId: id,
      kind: "retry",
      expected: claim.count,
      toTx: claim.tx,
      toSeq: claim.seq,
      createdBy: actorName(tx.actor),
      createdAt: now,
    });
    await audit(tx, {
      action: "destination.refused_sent_again",
      object: { kind: "destination", id, name: `${record.source_name} to ${record.name}` },
      changes: { calls: { from: null, to: claim.count } },
    });
  });
  return replayInDestination(ctx, id, replayId);
}
