import { type Ctx, inTransaction } from "../../context.ts";
import { Halt } from "../../delivery/halt.ts";
import { keptRequest } from "../../delivery/shown.ts";
import { type Decision, recordDecisions } from "../../ledger/record.ts";
import { addCounts, markBooked, movePosition, moveReplay } from "./book-store.ts";
import type { Place } from "./claim-store.ts";
import { countPage } from "./count-page.ts";
import type { PlannedCall, Reason } from "./decide.ts";
import type { Held, StreamId } from "./held.ts";

export type Booking = {
  stream: StreamId;
  /** Decided calls, a prefix of the page. */
  calls: PlannedCall[];
  /** Everything up to here is decided; null leaves the position where it is. */
  to: Place | null;
  retried: { reason: Reason; count: number }[];
  /** Batches whose calls are all decided now. */
  batches: string[];
};

const verdicts = { filtered: "skipped", unmapped: "rejected", refused: "rejected" } as const;

function decisionOf(held: Held, call: PlannedCall, stream: StreamId): Decision | null {
  const { fate } = call;
  if (!fate || fate.stage === "delivered") {
    return null;
  }
  const { destination, lane, credentials } = held;
  const text = fate.stage === "refused" ? call.records[fate.record]?.text : undefined;
  return {
    origin: "destination",
    originId: destination.id,
    runId: stream ?? destination.id,
    verdict: verdicts[fate.stage],
    code: fate.code,
    reason: fate.reason,
    personId: call.personId,
    identity: null,
    eventTx: call.tx,
    eventSeq: call.seq,
    eventName: call.name,
    messageId: call.messageId,
    request: text === undefined ? null : keptRequest(lane.show([text], credentials.access())),
    answer: fate.stage === "refused" ? fate.answer : null,
  };
}

/**
 * Books what is decided of a page, all or nothing. Resolves with a halt where nothing more may be sent by the settings that
 * were claimed. Throws Halt when the lease was lost: then nothing was booked.
 */
export async function book(held: Held, booking: Booking): Promise<Halt | null> {
  const { ctx, destination, lease } = held;
  const { calls, stream, to } = booking;
  if (to === null && booking.retried.length === 0 && booking.batches.length === 0) {
    return null;
  }
  const { counts, ...totals } = countPage(calls, booking.retried, { latency: stream === null });
  const decisions = calls.flatMap((call) => decisionOf(held, call, stream) ?? []);
  const now = ctx.clock.now();
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  return inTransaction(ctx, async (tx: Ctx) => {
    const { workspaceId, db } = tx;
    const moved = await movePosition(
      db,
      { workspaceId, id: destination.id, lease },
      {
        to: stream === null ? to : null,
        lastSentAt: totals.delivered > 0 ? now : null,
        version: destination.version,
      },
    );
    if (moved === "lost") {
      throw new Halt({ kind: "lost" });
    }
    if (stream !== null && to !== null) {
      await moveReplay(db, workspaceId, { replayId: stream, to, read: calls.length, ...totals });
    }
    const at = { workspaceId, destinationId: destination.id, minute, replayed: stream !== null };
    await addCounts(db, at, counts);
    await recordDecisions(tx, decisions);
    await markBooked(db, workspaceId, destination.id, booking.batches);
    return moved === "changed" ? new Halt({ kind: "stopped" }) : null;
  });
}
