import type { Booked } from "./fates-store.ts";
import type { Fate } from "./schema.ts";

/** What became of a call, as views carry it. */
export type FateView = {
  fate: Fate;
  code: string | null;
  reason: string | null;
  at: string | null;
  replayed: boolean;
};

/** What is known of a destination beside the books. */
export type Standing = {
  /** the call lies behind the destination's position: it is not decided */
  isAhead: boolean;
  /** why nothing leaves, where nothing does */
  problem: string | null;
  /** requests of the time at which the call was decided are not kept any more */
  isOld: boolean;
};

const GONE = "It came more than a week ago; which calls were delivered is kept for a week.";
const BEFORE = "It came before the destination was there, or while it was off.";

const view = (fate: Fate, fields: Partial<FateView> = {}): FateView => ({
  fate,
  code: null,
  reason: null,
  at: null,
  replayed: false,
  ...fields,
});

function decided(booked: Booked): FateView {
  const { code, reason, decidedByReplay: replayed } = booked;
  const at = booked.decidedAt?.toISOString() ?? null;
  if (booked.verdict === "skipped") {
    return view("filtered", { code, reason, at, replayed });
  }
  if (booked.verdict !== "rejected") {
    return view("delivered", { at, replayed });
  }
  if (booked.discardedAt) {
    return view("discarded", { code, reason, at: booked.discardedAt.toISOString(), replayed });
  }
  if (booked.retryStatus === "PENDING" || booked.retryStatus === "RUNNING") {
    return view("retrying", { code, reason, at, replayed: true });
  }
  // Its retry is through without refusing it again; the request is not kept any more.
  return booked.retryStatus === "DONE"
    ? view("delivered", { at, replayed: true })
    : view("refused", { code, reason, at, replayed });
}

/** What became of a call at a destination: the newer of what the ledger says and of the request that took it; else where it stands. */
export function fateOf(booked: Booked | undefined, standing: Standing): FateView {
  const { sentAt, decidedAt } = booked ?? {};
  if (booked && sentAt && (!decidedAt || sentAt > decidedAt)) {
    return view("delivered", { at: sentAt.toISOString(), replayed: booked.sentByReplay });
  }
  if (booked && decidedAt) {
    return decided(booked);
  }
  return standing.isAhead
    ? view("waiting", { reason: standing.problem })
    : view("before", { reason: standing.isOld ? GONE : BEFORE });
}
