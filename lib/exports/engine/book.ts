import { type Ctx, inTransaction } from "../../context.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { type Decision, recordDecisions } from "../../ledger/record.ts";
import type { Connector, PartnerAccess, SendAnswer } from "../../partners/connector.ts";
import { bookBatch } from "./book-store.ts";
import { Halt } from "./halt.ts";
import type { Delivery, Rejection } from "./sender.ts";

export type BookOptions = {
  exportId: string;
  runId: string;
  lease: string;
  retry: boolean;
  connector: Connector;
  access(): PartnerAccess;
};

/** A request over this is kept only by its beginning. */
const KEPT_CHARACTERS = 64_000;

/** PostgreSQL's JSON holds neither NUL nor lone halves of a character, and a partner may answer anything. */
function storable(text: string): string {
  return Buffer.from(text.replaceAll("\u0000", "")).toString();
}

function answerShown(answer: SendAnswer | null): JsonObject | null {
  return answer && { status: answer.httpStatus, body: storable(answer.body), message: answer.message };
}

function decisionOf(rejection: Rejection, options: BookOptions): Decision {
  const { entry } = rejection;
  const shown = options.connector.show([rejection.text], options.access());
  return {
    origin: "export",
    originId: options.exportId,
    runId: options.runId,
    verdict: "rejected",
    code: rejection.code,
    reason: rejection.reason,
    personId: entry.personId,
    eventTx: entry.eventTx,
    eventSeq: entry.eventSeq,
    eventName: entry.name,
    messageId: entry.messageId,
    request: { ...shown, body: shown.body.slice(0, KEPT_CHARACTERS) },
    answer: answerShown(rejection.answer),
  };
}

/** Books what became of a chunk's first records together with the rejected ones. Throws Halt when the lease was lost. */
export async function book(
  ctx: Ctx,
  options: BookOptions,
  delivery: Delivery,
  place: { number: number; inOrder: boolean },
): Promise<void> {
  const { firstKey, lastKey } = delivery;
  if (!firstKey || !lastKey) {
    return;
  }
  const booking = {
    workspaceId: ctx.workspaceId,
    runId: options.runId,
    lease: options.lease,
    ...place,
    firstKey,
    lastKey,
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
