import { type Ctx, inTransaction } from "../../context.ts";
import { Halt } from "../../delivery/halt.ts";
import type { BookingPlace } from "../../delivery/pipeline.ts";
import type { Delivery, Rejection } from "../../delivery/sender.ts";
import { keptAnswer, keptRequest } from "../../delivery/shown.ts";
import { type Decision, recordDecisions } from "../../ledger/record.ts";
import type { ExportLane, PartnerAccess } from "../../partners/connector.ts";
import { bookBatch } from "./book-store.ts";
import type { ExportEntry } from "./entry.ts";
import { type RowFormat, unpackedOrigin } from "./source.ts";

export type BookOptions = {
  exportId: string;
  runId: string;
  lease: string;
  retry: boolean;
  lane: ExportLane;
  /** Of the entries. */
  format: RowFormat;
  access(): PartnerAccess;
};

function decisionOf(rejection: Rejection<ExportEntry>, options: BookOptions): Decision {
  const entry = unpackedOrigin(options.format, rejection.entry);
  const shown = options.lane.show([rejection.text], options.access());
  return {
    origin: "export",
    originId: options.exportId,
    runId: options.runId,
    verdict: "rejected",
    code: rejection.code,
    reason: rejection.reason,
    personId: entry.personId,
    identity: null,
    eventTx: entry.eventTx,
    eventSeq: entry.eventSeq,
    eventName: entry.name,
    messageId: entry.messageId,
    request: keptRequest(shown),
    answer: keptAnswer(rejection.answer),
  };
}

/** Books what became of a chunk's first records together with the rejected ones. Throws Halt when the lease was lost. */
export async function book(
  ctx: Ctx,
  options: BookOptions,
  delivery: Delivery<ExportEntry>,
  place: BookingPlace,
): Promise<void> {
  const { first, last } = delivery;
  if (!first || !last) {
    return;
  }
  const booking = {
    workspaceId: ctx.workspaceId,
    runId: options.runId,
    lease: options.lease,
    ...place,
    firstKey: unpackedOrigin(options.format, first).key,
    lastKey: unpackedOrigin(options.format, last).key,
    read: delivery.done,
    accepted: delivery.accepted,
    rejected: delivery.rejections.length,
    attempts: delivery.attempts,
    retried: delivery.retried,
    bytes: delivery.bytes,
    httpStatus: delivery.httpStatus,
    tookMs: delivery.tookMs,
    retry: options.retry,
    now: ctx.clock.now(),
  };
  if (delivery.rejections.length === 0) {
    if (!(await bookBatch(ctx.db, booking))) {
      throw new Halt({ kind: "lost" });
    }
    return;
  }
  await inTransaction(ctx, async (tx) => {
    if (!(await bookBatch(tx.db, booking))) {
      throw new Halt({ kind: "lost" });
    }
    await recordDecisions(
      tx,
      delivery.rejections.map((rejection) => decisionOf(rejection, options)),
    );
  });
}
