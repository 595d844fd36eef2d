import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { lockTransfer, stopTransferRows } from "../engine/finish-store.ts";
import { type TransferOf, type TransferView, transferOf } from "../schema.ts";
import { transferInWorkspace, transferViewOf } from "../transfer-view.ts";

/**
 * Stops a transfer. Once this has returned no further batch leaves; what was on its way is still booked. The partner keeps
 * what it has. Throws `precondition` for one that is over, `not_found`.
 */
export async function stopTransfer(ctx: Ctx, input: TransferOf): Promise<TransferView> {
  authorise(ctx, "audiences.write");
  const { id } = parse(transferOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockTransfer(tx.db, tx.workspaceId, id);
    const before = await transferInWorkspace(tx, id);
    const { stop } = transferViewOf(tx, before).may;
    if (!stop.allowed) {
      throw new Fault("precondition", stop.reason ?? "It cannot be stopped.");
    }
    const by = actorName(tx.actor);
    await stopTransferRows(tx.db, {
      workspaceId: tx.workspaceId,
      transferId: id,
      outcome: "stopped",
      reason: `Stopped by ${by}`,
      by,
      now: tx.clock.now(),
    });
    await audit(tx, {
      action: "transfer.stopped",
      object: { kind: "transfer", id, name: `${before.audience_name} to ${before.nickname}` },
      changes: { status: { from: before.status, to: "STOPPED" } },
    });
  });
  return transferViewOf(ctx, await transferInWorkspace(ctx, id));
}
