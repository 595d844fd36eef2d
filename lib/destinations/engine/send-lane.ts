import { Halt } from "../../delivery/halt.ts";
import { type Delivery, openSender } from "../../delivery/sender.ts";
import { keptAnswer } from "../../delivery/shown.ts";
import { newId } from "../../kernel/ids.ts";
import { dropBatch, noteSending, noteSent, type RefusedCall, splitDoubt } from "./batch-store.ts";
import { type CallChunk, cutCalls, type RecordEntry } from "./call-chunk.ts";
import type { PlannedCall } from "./decide.ts";
import { guardedLane } from "./guarded-lane.ts";
import type { Held, StreamId } from "./held.ts";
import type { Retries } from "./retries.ts";

export type LaneOptions = {
  stream: StreamId;
  press(calls: PlannedCall[]): CallChunk;
  retries: Retries;
  signal: AbortSignal;
};

/** Calls of a chunk whose records are all done. A call is one record or a few that follow each other. */
function doneCalls(calls: PlannedCall[], done: number): PlannedCall[] {
  let place = 0;
  return calls.filter((call) => {
    place += call.records.length;
    return place <= done;
  });
}

/** Notes on the calls what became of them. Of a call with several refused records the first one tells. */
function tellCalls(
  calls: PlannedCall[],
  delivery: Delivery<RecordEntry>,
  sent: { batch: string; atMs: number },
): RefusedCall[] {
  const { batch, atMs } = sent;
  for (const call of calls) {
    call.fate = { stage: "delivered", atMs, batch };
  }
  const refused: RefusedCall[] = [];
  for (const { entry, code, reason, answer } of delivery.rejections) {
    const { call, record } = entry;
    if (call.fate?.stage === "delivered") {
      call.fate = { stage: "refused", code, reason, record, answer: keptAnswer(answer), batch };
      refused.push({ seq: call.seq, code, reason, record });
    }
  }
  return refused;
}

/**
 * Sends the calls of one lane, one request after the other, and notes of each what became of it. Resolves with what halted
 * it, or null at its end.
 */
export async function sendLane(held: Held, calls: PlannedCall[], options: LaneOptions): Promise<Halt | null> {
  const { ctx, destination, lease } = held;
  const { clock } = ctx;
  const nowMs = () => clock.now().getTime();
  const lane = guardedLane(held.lane, { nowMs, retries: options.retries, signal: options.signal });
  let batch = { id: "", calls: [] as PlannedCall[], noted: false };
  const keyOf = (id: string) => ({ workspaceId: ctx.workspaceId, destinationId: destination.id, id });

  const sender = openSender<RecordEntry>({
    lane,
    gate: held.gate,
    ...held.credentials,
    nowMs: () => performance.now(),
    keepEntries: false,
    onHalt: () => held.over.abort(),
    leave: async () => {
      const leave = await noteSending(ctx.db, {
        ...keyOf(batch.id),
        lease,
        version: destination.version,
        replayId: options.stream,
        seqs: batch.calls.map(({ seq }) => seq),
        records: batch.calls.reduce((sum, { records }) => sum + records.length, 0),
        now: clock.now(),
      });
      if (leave !== "yes") {
        throw new Halt({ kind: leave });
      }
      batch.noted = true;
    },
  });

  async function note(delivery: Delivery<RecordEntry>): Promise<void> {
    const done = doneCalls(batch.calls, delivery.done);
    const left = batch.calls.slice(done.length);
    // What may have arrived stays noted as on its way, for whoever takes it up.
    const inDoubt = left.length > 0 && lane.doubtSinceMs !== null;
    if (inDoubt && done.length > 0) {
      await splitDoubt(ctx.db, keyOf(batch.id), { id: newId(), seqs: left.map(({ seq }) => seq) });
    }
    if (done.length > 0) {
      const now = clock.now();
      const refused = tellCalls(done, delivery, { batch: batch.id, atMs: now.getTime() });
      await noteSent(ctx.db, {
        ...keyOf(batch.id),
        lease,
        seqs: left.length > 0 ? done.map(({ seq }) => seq) : null,
        attempts: delivery.attempts,
        retried: delivery.retried,
        httpStatus: delivery.httpStatus,
        answer: keptAnswer(lane.answer),
        refused,
        tookMs: delivery.tookMs,
        now,
      });
    } else if (!inDoubt && batch.noted) {
      await dropBatch(ctx.db, keyOf(batch.id));
    }
  }

  for (const some of cutCalls(calls, held.lane)) {
    batch = { id: newId(), calls: some, noted: false };
    const chunk = options.press(some);
    lane.begin(chunk);
    const delivery = await sender.deliver(chunk);
    await note(delivery);
    if (delivery.halt) {
      return delivery.halt;
    }
  }
  return null;
}
