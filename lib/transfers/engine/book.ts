import { type Ctx, inTransaction } from "../../context.ts";
import { Halt } from "../../delivery/halt.ts";
import type { BookingPlace } from "../../delivery/pipeline.ts";
import type { Delivery, Rejection } from "../../delivery/sender.ts";
import { keptAnswer, keptRequest } from "../../delivery/shown.ts";
import { type Decision, recordDecisions } from "../../ledger/record.ts";
import type { AudienceLane, PartnerAccess } from "../../partners/connector.ts";
import { peopleOf } from "../../people/people-of.ts";
import { identifierKind } from "../../people/schema.ts";
import { bookNewMembers, bookTransferBatch, type MemberVerdict, type TransferBooking } from "./book-store.ts";
import type { MemberEntry } from "./entry.ts";
import type { ClaimedTransferRun } from "./run-store.ts";

export type TransferBookOptions = {
  run: ClaimedTransferRun;
  lease: string;
  /** The kind of identifier that members are known by. */
  identifier: string;
  lane: AudienceLane;
  access(): PartnerAccess;
};

async function decisionsOf(
  ctx: Ctx,
  options: TransferBookOptions,
  rejections: Rejection<MemberEntry>[],
): Promise<Decision[]> {
  const kind = identifierKind.safeParse(options.identifier);
  const identities = rejections.map(({ entry }) => entry.identity);
  const people = kind.success ? await peopleOf(ctx, kind.data, identities) : new Map<string, string>();
  return rejections.map(({ entry, text, code, reason, answer }) => ({
    origin: "transfer",
    originId: options.run.transferId,
    runId: options.run.id,
    verdict: "rejected",
    code,
    reason,
    personId: people.get(entry.identity) ?? null,
    identity: entry.identity,
    eventTx: null,
    eventSeq: null,
    eventName: null,
    messageId: null,
    request: keptRequest(options.lane.show([text], options.access())),
    answer: keptAnswer(answer),
  }));
}

function bookingOf(
  ctx: Ctx,
  { run, lease }: TransferBookOptions,
  delivery: Delivery<MemberEntry>,
  place: BookingPlace,
): TransferBooking | null {
  const { entries, last } = delivery;
  if (!last) {
    return null;
  }
  const refused = new Map(delivery.rejections.map((rejection) => [rejection.place, rejection]));
  const verdicts = entries.map((entry, place): MemberVerdict => {
    const { code = null, reason = null } = refused.get(place) ?? {};
    return { identity: entry.identity, change: entry.change, code, reason };
  });
  const took = (change: MemberVerdict["change"]) =>
    verdicts.filter((verdict) => verdict.change === change && verdict.code === null).length;
  return {
    workspaceId: ctx.workspaceId,
    runId: run.id,
    lease,
    transferId: run.transferId,
    name: run.settings.name,
    lastPlace: last.place,
    inOrder: place.inOrder,
    set: took("set"),
    removed: took("remove"),
    rejected: refused.size,
    retried: delivery.retried,
    bytes: delivery.bytes,
    verdicts,
    now: ctx.clock.now(),
  };
}

/** Books what the partner said about a batch of members. Throws Halt when the lease was lost. */
export async function bookMembers(
  ctx: Ctx,
  options: TransferBookOptions,
  delivery: Delivery<MemberEntry>,
  place: BookingPlace,
): Promise<void> {
  const booking = bookingOf(ctx, options, delivery, place);
  if (!booking) {
    return;
  }
  // One statement by itself, which is nearly every batch of a first run.
  const isNew = booking.set === booking.verdicts.length && delivery.entries.every((entry) => !entry.known);
  const bookedAlone = isNew ? await bookNewMembers(ctx.db.pool, booking) : null;
  if (bookedAlone !== null) {
    if (!bookedAlone) {
      throw new Halt({ kind: "lost" });
    }
    return;
  }
  const decisions = await decisionsOf(ctx, options, delivery.rejections);
  await inTransaction(ctx, async (tx) => {
    if (!(await bookTransferBatch(tx.db, booking))) {
      throw new Halt({ kind: "lost" });
    }
    await recordDecisions(tx, decisions);
  });
}
