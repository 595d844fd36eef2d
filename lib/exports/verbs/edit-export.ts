import { audit, changesBetween } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { requireConnected } from "../connection-to-send.ts";
import { decideEdit } from "../decide-edit.ts";
import { lockExportRow, updateExport } from "../export-store.ts";
import { exportInWorkspace, exportViewOf } from "../export-view.ts";
import { enqueueRun } from "../jobs/enqueue-run.ts";
import { openRunOf } from "../run-list-store.ts";
import { type EditExport, type ExportView, editExport as schema } from "../schema.ts";

/**
 * Changes a recurring or live export. A run that goes on keeps the settings it began with; a live export takes the new ones
 * within seconds. Throws `precondition` where it cannot be edited or its connection was disconnected, `conflict` when somebody else has edited it meanwhile.
 */
export async function editExport(ctx: Ctx, input: EditExport): Promise<ExportView> {
  authorise(ctx, "exports.write");
  const given = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    await lockExportRow(tx.db, tx.workspaceId, given.id);
    const before = await exportInWorkspace(tx, given.id);
    const view = exportViewOf(tx, before);
    if (!view.may.edit.allowed) {
      throw new Fault("precondition", view.may.edit.reason ?? "This export cannot be edited.");
    }
    await requireConnected(tx, before.connection_id);
    if (given.version !== undefined && given.version !== before.version) {
      throw new Fault("conflict", "Somebody else has edited this export meanwhile. Reload it and try again.");
    }
    const open = await openRunOf(tx.db, tx.workspaceId, given.id);
    const decided = decideEdit(view, given, { now: tx.clock.now(), liveRunOpen: open?.trigger === "live" });
    const changes = changesBetween(decided.before, decided.after);
    if (Object.keys(changes).length === 0) {
      return;
    }
    await updateExport(tx.db, tx.workspaceId, given.id, { ...decided.data, version: before.version + 1 });
    if (open?.trigger === "live") {
      // Its run ends with the old settings, and the next one begins with the new.
      await enqueueRun(tx, { runId: open.id, outage: null });
    }
    await audit(tx, {
      action: "export.edited",
      object: { kind: "export", id: given.id, name: before.nickname },
      changes,
    });
  });
  return exportViewOf(ctx, await exportInWorkspace(ctx, given.id));
}
