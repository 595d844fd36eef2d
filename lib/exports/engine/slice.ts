import type { Ctx } from "../../context.ts";
import type { HaltReason } from "../../delivery/halt.ts";
import type { Outage } from "../../delivery/outage.ts";
import { sendPages } from "../../delivery/send-pages.ts";
import type { EngineTimes } from "../../delivery/times.ts";
import { connectionOrNone, renewableAccess } from "../../integrations/renewable-access.ts";
import { book } from "./book.ts";
import { exportEncoder } from "./entry.ts";
import { pagesOf } from "./pages.ts";
import { readerOf } from "./reader.ts";
import { type ClaimedRun, leaveToSend, setWaiting } from "./run-store.ts";
import { type ReadJob, unpackedOrigin } from "./source.ts";

export type SliceOptions = {
  run: ClaimedRun;
  lease: string;
  toTx: string;
  signal: AbortSignal;
  outage: Outage | null;
  times: EngineTimes;
};

/** Sends what a claimed run still has to send, up to `toTx`. Resolves null at the end, else with what halted it. */
export async function sendSlice(
  ctx: Ctx,
  options: SliceOptions,
): Promise<{ reason: HaltReason | null; batches: number; cursor: ClaimedRun["cursor"] }> {
  const { run, lease, signal, outage, times } = options;
  const held = { workspaceId: ctx.workspaceId, runId: run.id, lease };
  const nothing = { batches: run.batches, cursor: run.cursor };
  const connection = await connectionOrNone(ctx, run.settings.connectionId);
  const lane = connection?.connector.exports;
  if (!connection || !lane) {
    const message = connection ? "The partner takes no exports" : "Its connection no longer exists";
    return { reason: { kind: "refused", message }, ...nothing };
  }
  const credentials = renewableAccess(ctx, connection);
  const job: ReadJob = {
    pool: ctx.db.pool,
    workspaceId: ctx.workspaceId,
    exportId: run.exportId,
    runId: run.id,
    settings: run.settings,
    slots: lane.slots(connection.access.settings, run.settings.identifierPriority),
    fromTx: run.fromTx,
    toTx: options.toTx,
  };
  const format = readerOf(job).format(job);
  const booking = {
    exportId: run.exportId,
    runId: run.id,
    lease,
    retry: run.trigger === "retry",
    lane,
    format,
    access: credentials.access,
  };
  const end = await sendPages({
    lane,
    credentials,
    clock: ctx.clock,
    signal,
    outage,
    times,
    timeZone: run.timeZone,
    pages: pagesOf(job, run.cursor),
    encode: exportEncoder(lane),
    batches: run.batches,
    book: (delivery, place) => book(ctx, booking, delivery, place),
    mayLeave: () => leaveToSend(ctx.db, held),
    tellWait: (waiting) => setWaiting(ctx.db, { ...held, waiting, now: ctx.clock.now() }),
  });
  const cursor = end.last === null ? run.cursor : unpackedOrigin(format, end.last).key;
  return { reason: end.reason, batches: end.batches, cursor };
}
