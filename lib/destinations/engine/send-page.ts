import { Halt } from "../../delivery/halt.ts";
import { shareOfRequests } from "../../integrations/share-of-requests.ts";
import { book } from "./book.ts";
import type { PlannedCall } from "./decide.ts";
import type { Leftovers } from "./doubts.ts";
import type { Held, StreamId } from "./held.ts";
import type { Retries } from "./retries.ts";
import { type LaneOptions, sendLane } from "./send-lane.ts";
import { spread } from "./spread.ts";
import type { Page } from "./streams.ts";

export type PageOptions = Pick<LaneOptions, "press" | "signal"> & {
  stream: StreamId;
  retries: Retries;
  leftovers: Leftovers;
};

/** The halt that the others followed: they only heard that it is over. */
function firstOf(halts: (Halt | null)[]): Halt | null {
  const real = halts.filter((halt) => halt !== null);
  return real.find(({ reason }) => reason.kind !== "ending") ?? real[0] ?? null;
}

async function sendAll(held: Held, calls: PlannedCall[], options: PageOptions): Promise<Halt | null> {
  const { ctx, destination, lane } = held;
  if (calls.length === 0) {
    return null;
  }
  const { connectionId } = destination;
  const most = await shareOfRequests(ctx, { connectionId, inFlight: lane.limits.inFlight });
  const lanes = spread(calls, { most, perLane: lane.limits.batchRecords });
  const ends = await Promise.allSettled(
    lanes.map(async (each) => {
      try {
        return await sendLane(held, each, options);
      } catch (error) {
        held.over.abort();
        throw error;
      }
    }),
  );
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) {
    throw failed.reason;
  }
  return firstOf(ends.map((end) => (end.status === "fulfilled" ? end.value : null)));
}

/** Batches all of whose calls are among the decided ones. */
function wholeBatches(decided: PlannedCall[], rest: PlannedCall[], leftovers: Leftovers): string[] {
  const batchesOf = (calls: PlannedCall[]) =>
    calls.flatMap(({ fate }) => (fate && "batch" in fate ? [fate.batch] : []));
  const notYet = new Set([...batchesOf(rest), ...leftovers.all()]);
  const sent = batchesOf(decided).filter((id) => !notYet.has(id));
  const unmet = new Set(batchesOf(rest));
  return [...new Set([...sent, ...leftovers.met().filter((id) => !unmet.has(id))])];
}

/**
 * Sends what is to be sent of a page and books what is decided: all of it, or, where it has to halt, the calls before the
 * first one that is not. Resolves with what halted it.
 */
export async function sendPage(held: Held, page: Page, options: PageOptions): Promise<Halt | null> {
  const { calls } = page;
  const { stream, leftovers } = options;
  if (!page.isNews && leftovers.all().length === 0) {
    return null;
  }
  let halt: Halt | null = null;
  try {
    await leftovers.takeOver(held, calls);
    const open = calls.filter(({ fate }) => fate === null);
    halt = await sendAll(held, open, options);
  } catch (error) {
    if (!(error instanceof Halt)) {
      throw error;
    }
    halt = error;
  }
  if (halt?.reason.kind === "lost") {
    return halt;
  }
  const first = calls.findIndex(({ fate }) => fate === null);
  const decided = first === -1 ? calls : calls.slice(0, first);
  const last = decided.at(-1);
  const whole = first === -1;
  const to = whole ? page.end : last ? { tx: last.tx, seq: last.seq } : null;
  const batches = wholeBatches(decided, calls.slice(decided.length), leftovers);
  const changed = await book(held, {
    stream,
    calls: decided,
    to,
    retried: options.retries.take(),
    batches: whole && page.exhausted ? [...new Set([...batches, ...leftovers.all()])] : batches,
  });
  return halt ?? changed;
}
