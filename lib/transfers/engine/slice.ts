import type { Ctx } from "../../context.ts";
import type { HaltReason } from "../../delivery/halt.ts";
import type { Outage } from "../../delivery/outage.ts";
import { sendPages } from "../../delivery/send-pages.ts";
import type { EngineTimes } from "../../delivery/times.ts";
import { connectionOrNone, renewableAccess } from "../../integrations/renewable-access.ts";
import { shareOfRequests } from "../../integrations/share-of-requests.ts";
import { bookMembers } from "./book.ts";
import type { DifferenceJob } from "./difference-store.ts";
import { memberEncoder } from "./entry.ts";
import { differencePages } from "./pages.ts";
import { type ClaimedTransferRun, mayLeave, setWaiting } from "./run-store.ts";

export type TransferSlice = {
  run: ClaimedTransferRun;
  lease: string;
  toTx: string;
  signal: AbortSignal;
  outage: Outage | null;
  times: EngineTimes;
};

/** What a run compares. */
export function differencesOf(ctx: Ctx, run: ClaimedTransferRun, toTx: string): DifferenceJob {
  return {
    pool: ctx.db.pool,
    workspaceId: ctx.workspaceId,
    transferId: run.transferId,
    audienceId: run.settings.audienceId,
    name: run.settings.name,
    scope: run.scope,
    fromTx: run.fromTx,
    toTx,
  };
}

/** Brings what a claimed run still has to bring. Resolves null at the end, else with what halted it. */
export async function sendDifferences(ctx: Ctx, slice: TransferSlice): Promise<HaltReason | null> {
  const { run, lease, toTx, signal, outage, times } = slice;
  const held = { workspaceId: ctx.workspaceId, runId: run.id, lease };
  const { connectionId, name, values, columns } = run.settings;
  const connection = await connectionOrNone(ctx, connectionId);
  const open = connection?.connector.audience;
  if (!connection || !open) {
    const message = connection ? "The partner takes no audiences" : "Its connection no longer exists";
    return { kind: "refused", message };
  }
  const lane = open({ name, settings: values, columns });
  const credentials = renewableAccess(ctx, connection);
  const booking = { run, lease, identifier: run.identifier, lane, access: credentials.access };
  const { reason } = await sendPages({
    lane,
    credentials,
    clock: ctx.clock,
    signal,
    outage,
    times,
    timeZone: run.timeZone,
    pages: differencePages(differencesOf(ctx, run, toTx), run.cursor),
    keepEntries: true,
    encode: memberEncoder(lane, { id: run.id, timestamp: run.startedAt.toISOString() }),
    batches: run.batches,
    book: (delivery, place) => bookMembers(ctx, booking, delivery, place),
    share: () => shareOfRequests(ctx, { connectionId, inFlight: lane.limits.inFlight }),
    mayLeave: () => mayLeave(ctx.db, held),
    tellWait: (waiting) => setWaiting(ctx.db, { ...held, waiting, now: ctx.clock.now() }),
  });
  return reason;
}
