import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { handToRetry } from "../../ledger/read.ts";
import { requireConnected } from "../connection-to-send.ts";
import { dataTypeKinds } from "../data-types.ts";
import { insertRun } from "../engine/start-store.ts";
import { lockExportRow } from "../export-store.ts";
import { exportInWorkspace } from "../export-view.ts";
import { enqueueRun } from "../jobs/enqueue-run.ts";
import { runSettings } from "../run-settings.ts";
import { runInWorkspace, runViewOf } from "../run-view.ts";
import { type RetryRecords, type RunView, retryRecords as schema } from "../schema.ts";

/**
 * Sends rejected records of a run again, as they are now and under the ids they had, in a run of their own. Throws
 * `precondition` for a stopped export, a connection that was disconnected, and when none is left that was not sent again before.
 */
export async function retryRecords(ctx: Ctx, input: RetryRecords): Promise<RunView> {
  authorise(ctx, "exports.write");
  const { id, runId, recordIds } = parse(schema, input);
  const retryId = await inTransaction(ctx, async (tx) => {
    await lockExportRow(tx.db, tx.workspaceId, id);
    const record = await exportInWorkspace(tx, id);
    const run = await runInWorkspace(tx, id, runId);
    if (record.status === "STOPPED") {
      throw new Fault("precondition", "This export was stopped; nothing leaves it any more.");
    }
    const settings = parse(runSettings, run.settings);
    await requireConnected(tx, settings.connectionId);
    const profiles = dataTypeKinds[settings.dataType].record === "profile";
    const retry = await insertRun(tx.db, {
      workspaceId: tx.workspaceId,
      exportId: id,
      trigger: "retry",
      status: "PENDING",
      settings: { ...settings, names: null, source: { kind: "retry", of: runId, profiles } },
      fromTx: "0",
      toTx: "0",
      now: tx.clock.now(),
    });
    const count = await handToRetry(tx, { runId, ids: recordIds ?? null, retriedIn: retry.id });
    if (count === 0) {
      throw new Fault("precondition", "None of these records is left to retry; they were sent again before.");
    }
    await enqueueRun(tx, { runId: retry.id, outage: null });
    await audit(tx, {
      action: "export.retried",
      object: { kind: "export", id, name: record.nickname },
      changes: { records: { from: null, to: count }, run: { from: run.number, to: retry.number } },
    });
    return retry.id;
  });
  return runViewOf(ctx, await runInWorkspace(ctx, id, retryId));
}
