import { setImmediate } from "node:timers/promises";
import { type Chunk, chunksOf, type Encode, type Entry } from "./chunk.ts";
import { Halt, type HaltReason } from "./halt.ts";
import { type Delivery, openSender, type SenderOptions } from "./sender.ts";

/** Where a delivery stands in a run: its number, and whether all before it is booked. */
export type BookingPlace = { number: number; inOrder: boolean };

export type PipelineOptions<Row, Each extends Entry> = {
  /** Pages of the source, in its order. */
  pages: AsyncIterable<Iterable<Row>>;
  encode: Encode<Row, Each>;
  /** Batches booked so far; the next one gets the number after it. */
  batches: number;
  sender: Omit<SenderOptions<Each>, "onHalt">;
  /** Writes down what became of a delivery's first entries. Throws Halt when the run is no longer ours. */
  book(delivery: Delivery<Each>, place: BookingPlace): Promise<void>;
  /** Every delivery is booked, also behind one that was not: whoever sends keeps no position but what is booked. */
  anyOrder?: boolean;
  /** Ends the waiting of all requests when one of them found that nothing may leave any more. */
  over: AbortController;
};

export type PipelineEnd<Each extends Entry> = {
  reason: HaltReason | null;
  batches: number;
  last: Each | null;
};

/**
 * Reads, sends several batches at a time, and books them in the order of the source, so that the run's position always
 * means "everything up to here". Resolves at the end of the source (`reason` null) or where the run has to halt.
 */
export async function runPipeline<Row, Each extends Entry>(
  options: PipelineOptions<Row, Each>,
): Promise<PipelineEnd<Each>> {
  const { over } = options;
  const { lane } = options.sender;
  let { batches } = options;
  let last: Each | null = null;
  let halted: Halt | null = null;
  let unbooked = 0;
  let wake: () => void = () => {};

  const halt = (reason: Halt) => {
    halted ??= reason;
    over.abort();
  };
  const sender = openSender<Each>({ ...options.sender, onHalt: halt });

  async function settle(sent: Promise<Delivery<Each>>, state: { broken: boolean }): Promise<void> {
    const delivery = await sent;
    // Behind a gap nothing is booked, to be sent again under the same ids; only after a stop nothing is sent again.
    const inOrder = !state.broken;
    const counts = inOrder || options.anyOrder || halted?.reason.kind === "stopped";
    if (counts && delivery.done > 0) {
      await options.book(delivery, { number: batches + 1, inOrder });
      batches += 1;
      last = inOrder ? (delivery.last ?? last) : last;
    }
    state.broken ||= delivery.halt !== null;
  }

  const state = { broken: false };
  let tail: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | null = null;

  function push(chunk: Chunk<Each>): void {
    const sent = sender.deliver(chunk);
    // Looked at when its turn comes; until then a failure must not count as unhandled.
    sent.catch(() => {});
    unbooked += 1;
    tail = tail.then(async () => {
      try {
        if (failure) {
          await sent.catch(() => {});
        } else {
          await settle(sent, state);
        }
      } catch (error) {
        failure = { error };
        over.abort();
      } finally {
        unbooked -= 1;
        wake();
      }
    });
  }

  // One that is slow keeps those behind it from being booked; as many again may be sent meanwhile.
  const window = lane.limits.inFlight * 2;
  try {
    for await (const chunk of chunksOf(options.pages, options.encode, lane)) {
      if (halted || failure) {
        break;
      }
      push(chunk);
      // Lets it leave before the next one is made of what was read already.
      await setImmediate();
      while (unbooked >= window) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } catch (error) {
    if (!(error instanceof Halt)) {
      throw error;
    }
    halt(error);
  }
  await tail;
  const failed = failure as { error: unknown } | null;
  if (failed) {
    if (failed.error instanceof Halt) {
      return { reason: failed.error.reason, batches, last };
    }
    throw failed.error;
  }
  return { reason: (halted as Halt | null)?.reason ?? null, batches, last };
}
