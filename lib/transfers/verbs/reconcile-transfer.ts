import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { openTransferRun } from "../engine/start.ts";
import { lockStarting } from "../engine/start-store.ts";
import { type ReconcileTransfer, reconcileTransfer as schema, type TransferView } from "../schema.ts";
import { hasOpenRun } from "../transfer-store.ts";
import { transferInWorkspace, transferViewOf } from "../transfer-view.ts";

/**
 * Compares the audience with what the partner has acknowledged and sends only the difference, in a run of its own; or only
 * what was refused, once more. Throws `precondition` for a stopped one and while another run goes on, `not_found`.
 */
export async function reconcileTransfer(ctx: Ctx, input: ReconcileTransfer): Promise<TransferView> {
  authorise(ctx, "audiences.write");
  const { id, refused } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    const transfer = await lockStarting(tx.db, tx.workspaceId, id);
    const record = await transferInWorkspace(tx, id);
    const { reconcile } = transferViewOf(tx, record).may;
    if (!reconcile.allowed) {
      throw new Fault("precondition", reconcile.reason ?? "It cannot be compared.");
    }
    if (!transfer || (await hasOpenRun(tx.db, tx.workspaceId, id))) {
      throw new Fault("precondition", "A run is going on; it sends the differences already.");
    }
    const run = refused
      ? ({ trigger: "retry", scope: "refused" } as const)
      : ({ trigger: "reconcile", scope: "all" } as const);
    await openTransferRun(tx, transfer, run);
    await audit(tx, {
      action: refused ? "transfer.retried" : "transfer.reconciled",
      object: { kind: "transfer", id, name: `${record.audience_name} to ${record.nickname}` },
    });
  });
  return transferViewOf(ctx, await transferInWorkspace(ctx, id));
}
