import { audit } from "../../access/audit.ts";
import { isUnreadable } from "../../access/secret-box.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { isConnectionLoss } from "../../db/connection-loss.ts";
import { Halt, type HaltReason } from "../../delivery/halt.ts";
import type { News } from "../../delivery/news-desk.ts";
import { type Outage, outage as outageSchema } from "../../delivery/outage.ts";
import type { EngineTimes } from "../../delivery/times.ts";
import { unreadableOutage } from "../../delivery/unreadable.ts";
import { waitingWords } from "../../delivery/waiting.ts";
import type { Hold } from "../../delivery/work-on.ts";
import { markAttention } from "../../integrations/mark-attention.ts";
import { Fault } from "../../kernel/fault.ts";
import { inZone } from "../../kernel/in-zone.ts";
import type { Json } from "../../kernel/json.ts";
import { closeGate } from "../external/gate-store.ts";
import { carrierOf } from "./carrier.ts";
import { endRun } from "./end-store.ts";
import { nextDue } from "./pending-store.ts";
import { qualify } from "./qualify.ts";
import {
  type ClaimedRun,
  claimRun,
  type HeldRun,
  hasSent,
  outageOfRun,
  parkRun,
  releaseRun,
  setWaiting,
} from "./run-store.ts";
import { openSlice } from "./slice.ts";

/** After this long a turn begins anew, with what has changed of its account and of the workspace's limits. */
const TURN_MS = 30_000;
/** After this long a run is looked at again of which something has to be mended. */
const MEND_MS = 60_000;
/** After this long a run is looked at again whose list waits for its file: mostly seconds. */
const LIST_MS = 3_000;
/** A live run stays with its worker so long after its last message: whoever qualifies next does not wait for a claim. */
const LINGER_MS = 5_000;

export type Turn = {
  runId: string;
  hold: Hold;
  times: EngineTimes;
  news: News;
  /** Instead of the usual time that a live run stays after its last message. */
  lingerMs?: number;
};

async function end(
  ctx: Ctx,
  { run, held }: { run: ClaimedRun; held: HeldRun },
  how: { status: "DONE" | "STOPPED"; reason: string | null; whole: boolean },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (run.kind === "live") {
      await closeGate(tx.db, tx.workspaceId, run.campaignId);
    }
    if (!(await endRun(tx.db, held, { ...how, now: tx.clock.now() }))) {
      return;
    }
    if (how.status === "STOPPED") {
      await audit(tx, {
        action: "campaign.failed",
        object: { kind: "campaign", id: run.campaignId, name: run.name },
        changes: { reason: { from: null, to: how.reason } },
      });
    }
  });
}

type Working = { ctx: Ctx; run: ClaimedRun; held: HeldRun; turn: Turn };

/**
 * The run's account is not let in: what has not left waits until that is mended, as with any outage for a day. A key may be
 * changed at the partner, and a Campaign ID stands in the code of whoever calls it. Ends the run where waiting costs messages.
 */
async function waitForAccount(
  { ctx, run, held, turn }: Working,
  { message: said, costly }: { message: string; costly?: true },
): Promise<void> {
  const [connectionId, ...others] = Object.values(run.document.what.connections);
  // Of several it is not told which one was refused.
  if (connectionId && others.length === 0) {
    await markAttention(ctx, connectionId, said);
  }
  const nowMs = ctx.clock.now().getTime();
  const known = outageSchema.nullable().parse(await outageOfRun(ctx.db, ctx.workspaceId, run.id));
  const sinceMs = known?.sinceMs ?? nowMs;
  if (costly || nowMs - sinceMs > turn.times.giveUpMs) {
    return end(ctx, { run, held }, { status: "STOPPED", reason: said, whole: true });
  }
  const nextMs = nowMs + MEND_MS;
  await setWaiting(ctx.db, held, waitingWords(said, sinceMs, nextMs, run.timeZone));
  const outage: Outage = { sinceMs, nextMs, tries: (known?.tries ?? 0) + 1, said };
  return parkRun(ctx.db, held, { until: new Date(nextMs), outage: outage as unknown as Json });
}

/** What each way of halting means for a run. */
async function halt(working: Working, reason: HaltReason): Promise<void> {
  const { ctx, run, held } = working;
  switch (reason.kind) {
    case "lost":
      return;
    case "stopped":
    case "ending":
      return releaseRun(ctx.db, held);
    case "parked": {
      // What was booked last took the words away.
      const { said, sinceMs, nextMs } = reason.outage;
      await setWaiting(ctx.db, held, waitingWords(said, sinceMs, nextMs, run.timeZone));
      return parkRun(ctx.db, held, {
        until: new Date(reason.outage.nextMs),
        outage: reason.outage as unknown as Json,
      });
    }
    case "unauthorised":
      return waitForAccount(working, reason);
    case "refused":
    case "failed":
      return end(
        ctx,
        { run, held },
        { status: "STOPPED", reason: reason.message, whole: run.kind === "live" },
      );
  }
}

/** Sends until nothing is left to wait for within this turn. Resolves what is to become of the run. */
async function sendAll(
  { ctx, run, turn }: Omit<Working, "held">,
  slice: Awaited<ReturnType<typeof openSlice>>,
  outage: Outage | null,
): Promise<HaltReason | "release" | "done" | "spent" | { until: Date } | { dueAt: Date }> {
  const { signal } = turn.hold;
  const beganMs = performance.now();
  let sentMs = performance.now();
  for (let known = outage; ; known = null) {
    const { reason, until, again } = await slice.send(known);
    if (reason) {
      return reason;
    }
    const now = ctx.clock.now();
    if (signal.aborted) {
      return { kind: "ending" };
    }
    const due = await nextDue(ctx.db, ctx.workspaceId, run.id);
    // Of a throttle that is used up just as the queue is, nobody waits.
    if (until && due !== null && due <= now) {
      return { until };
    }
    if (again) {
      continue;
    }
    if (run.kind === "batch") {
      return due === null ? "done" : due > now ? { dueAt: due } : "release";
    }
    if (run.endsAt && run.endsAt <= now) {
      return "done";
    }
    if (await slice.isSpent()) {
      return "spent";
    }
    if (due !== null && due <= now) {
      sentMs = performance.now();
    }
    const lingerMs = turn.lingerMs ?? LINGER_MS;
    const spare = Math.min(lingerMs - (performance.now() - sentMs), TURN_MS - (performance.now() - beganMs));
    if (spare <= 0) {
      return "release";
    }
    if (due === null || due > now) {
      const wait = due === null ? spare : Math.min(spare, due.getTime() - now.getTime());
      await turn.news.wait(run.id, Math.max(1, wait), signal);
    }
  }
}

async function work(working: Working): Promise<void> {
  const { ctx, run, held, turn } = working;
  const carrier = await carrierOf(ctx, run, await hasSent(ctx.db, ctx.workspaceId, run));
  if ("refused" in carrier) {
    return halt(working, { kind: "refused", message: carrier.refused });
  }
  const { signal } = turn.hold;
  if (run.stage === "qualify") {
    const found = await qualify(ctx, { run, held, channel: carrier.channel, signal });
    if (found === "held") {
      return;
    }
    if (found === "ending") {
      return releaseRun(ctx.db, held);
    }
    if (typeof found === "object") {
      await setWaiting(ctx.db, held, found.waits);
      return parkRun(ctx.db, held, { until: new Date(ctx.clock.now().getTime() + LIST_MS), outage: null });
    }
  }
  const slice = await openSlice(ctx, { run, held, carrier, signal, times: turn.times });
  const outage = outageSchema.nullable().parse(await outageOfRun(ctx.db, ctx.workspaceId, run.id));
  const left = await sendAll(working, slice, outage);
  if (left === "release") {
    return releaseRun(ctx.db, held);
  }
  if (typeof left === "object" && "dueAt" in left) {
    await setWaiting(ctx.db, held, `Nobody else is due before ${inZone(left.dueAt, run.timeZone)}`);
    return releaseRun(ctx.db, held);
  }
  if (left === "done") {
    return end(ctx, working, { status: "DONE", reason: null, whole: run.kind === "live" });
  }
  if (left === "spent") {
    const reason = "It has sent all the messages that its limit allows";
    return end(ctx, working, { status: "DONE", reason, whole: true });
  }
  if ("until" in left) {
    await setWaiting(ctx.db, held, "The throttle of this campaign is used up for the moment");
    return parkRun(ctx.db, held, { until: left.until, outage: null });
  }
  return halt(working, left);
}

/** One claim of a run: qualifies its people, sends what is due, and ends or gives it back. */
export async function runTurn(ctx: Ctx, turn: Turn): Promise<void> {
  const { lease, activeHere } = turn.hold;
  const held: HeldRun = { workspaceId: ctx.workspaceId, runId: turn.runId, lease };
  const run = await claimRun(ctx.db, held, { activeHere, now: ctx.clock.now() });
  if (!run) {
    return;
  }
  const working = { ctx, run, held, turn };
  try {
    await work(working);
  } catch (error) {
    if (error instanceof Halt) {
      return halt(working, error.reason);
    }
    if (isUnreadable(error)) {
      const known = outageSchema.nullable().parse(await outageOfRun(ctx.db, ctx.workspaceId, run.id));
      return halt(working, { kind: "parked", outage: unreadableOutage(known, ctx.clock.now()) });
    }
    if (error instanceof Fault && error.code === "invalid") {
      // A segment that it asks of was changed to what cannot be asked. Whoever sees it can mend that, and nobody is lost.
      await setWaiting(ctx.db, held, `It cannot go on: ${error.message}. It is tried again every minute`);
      return parkRun(ctx.db, held, { until: new Date(ctx.clock.now().getTime() + MEND_MS), outage: null });
    }
    if (!isConnectionLoss(error)) {
      // For the next try; the error itself is the ticker's to report.
      await releaseRun(ctx.db, held);
    }
    throw error;
  }
}
