import type { z } from "zod";
import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { stopExportRow, stopRuns } from "../engine/finish-store.ts";
import { lockExportRow } from "../export-store.ts";
import { exportInWorkspace, exportViewOf } from "../export-view.ts";
import { type ExportView, exportOf } from "../schema.ts";

/**
 * Stops an export for good. Once this has returned no further batch leaves; what was on its way is still booked. Throws
 * `precondition` for one that is done or stopped, `not_found`.
 */
export async function stopExport(ctx: Ctx, input: z.output<typeof exportOf>): Promise<ExportView> {
  authorise(ctx, "exports.write");
  const { id } = parse(exportOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockExportRow(tx.db, tx.workspaceId, id);
    const before = await exportInWorkspace(tx, id);
    const { stop } = exportViewOf(tx, before).may;
    if (!stop.allowed) {
      throw new Fault("precondition", stop.reason ?? "This export cannot be stopped.");
    }
    const by = actorName(tx.actor);
    const end = {
      workspaceId: tx.workspaceId,
      exportId: id,
      outcome: "stopped" as const,
      reason: `Stopped by ${by}`,
      now: tx.clock.now(),
    };
    await stopRuns(tx.db, end);
    await stopExportRow(tx.db, { ...end, by });
    await audit(tx, {
      action: "export.stopped",
      object: { kind: "export", id, name: before.nickname },
      changes: { status: { from: before.status, to: "STOPPED" } },
    });
  });
  return exportViewOf(ctx, await exportInWorkspace(ctx, id));
}
