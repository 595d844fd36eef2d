import { audit } from "../../access/audit.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { Fault } from "../../kernel/fault.ts";
import { applyImportJob } from "../jobs/apply-import-job.ts";
import { audienceInWorkspace } from "../views.ts";
import { audienceImports, type ImportPlace, type ReadSoFar } from "./import-store.ts";

/** Leaves an import whose file is complete to the worker that applies it. Throws `conflict` when it was ended meanwhile. */
export async function completeReading(
  ctx: Ctx,
  place: ImportPlace,
  of: { audienceId: string; fileName: string; mode: string },
  read: ReadSoFar,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { name } = await audienceInWorkspace(tx, of.audienceId);
    if (!(await audienceImports.markApplying(tx.db, place, tx.clock.now()))) {
      throw new Fault("conflict", "The import was ended meanwhile.");
    }
    await enqueue(tx, applyImportJob, { workspaceId: place.workspaceId, importId: place.importId });
    await audit(tx, {
      action: "audience.file_imported",
      object: { kind: "audience", id: of.audienceId, name },
      changes: {
        file: { from: null, to: of.fileName },
        mode: { from: null, to: of.mode },
        users: { from: null, to: read.accepted },
        ...(read.refused > 0 && { refused: { from: null, to: read.refused } }),
      },
    });
  });
}
