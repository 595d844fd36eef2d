import { audit, changesBetween } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { lockTransfer } from "../engine/finish-store.ts";
import { type EditTransfer, editTransfer as schema, type TransferView } from "../schema.ts";
import { frequencyProblem } from "../transfer-rules.ts";
import { endContinuousRun, updateTransfer } from "../transfer-store.ts";
import { transferInWorkspace, transferViewOf } from "../transfer-view.ts";

/**
 * Changes how often an audience is sent. The next run begins at once and brings what has changed meanwhile. Throws
 * `precondition` for one that is over, `invalid` with the field, `not_found`.
 */
export async function editTransfer(ctx: Ctx, input: EditTransfer): Promise<TransferView> {
  authorise(ctx, "audiences.write");
  const given = parse(schema, input);
  const { id, frequency } = given;
  const everyHours = frequency === "recurring" ? (given.everyHours ?? 24) : null;
  await inTransaction(ctx, async (tx) => {
    await lockTransfer(tx.db, tx.workspaceId, id);
    const before = await transferInWorkspace(tx, id);
    const { edit } = transferViewOf(tx, before).may;
    if (!edit.allowed) {
      throw new Fault("precondition", edit.reason ?? "It cannot be changed.");
    }
    const message = frequencyProblem(before.partner, frequency);
    if (message) {
      throw new Fault("invalid", `frequency: ${message}`, {
        problems: [{ path: "frequency", field: "frequency", message }],
      });
    }
    const now = tx.clock.now();
    await endContinuousRun(tx.db, {
      workspaceId: tx.workspaceId,
      transferId: id,
      reason: "Ended by a change of the schedule",
      now,
    });
    await updateTransfer(tx.db, tx.workspaceId, id, {
      frequency,
      everyHours,
      nextRunAt: now,
      status: "PENDING",
    });
    await audit(tx, {
      action: "transfer.edited",
      object: { kind: "transfer", id, name: `${before.audience_name} to ${before.nickname}` },
      changes: changesBetween(
        { frequency: before.frequency, everyHours: before.every_hours },
        { frequency, everyHours },
      ),
    });
  });
  return transferViewOf(ctx, await transferInWorkspace(ctx, id));
}
