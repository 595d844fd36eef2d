import type { Ctx } from "../../context.ts";
import type { PartnerLimits } from "../../partners/kit.ts";
import type { RecordKey } from "../run-settings.ts";
import { type BookOptions, book } from "./book.ts";
import { type Chunk, chunksOf } from "./chunk.ts";
import { Halt, type HaltReason } from "./halt.ts";
import { pagesOf } from "./pages.ts";
import { type Delivery, openSender, type SenderOptions } from "./sender.ts";
import type { ReadJob } from "./source.ts";

export type PipelineOptions = {
  ctx: Ctx;
  job: ReadJob;
  after: RecordKey | null;
  limits: PartnerLimits;
  /** Batches booked so far; the next one gets the number after it. */
  batches: number;
  sender: Omit<SenderOptions, "onHalt">;
  book: BookOptions;
  /** Ends the waiting of all requests when one of them found that nothing may leave any more. */
  over: AbortController;
};

export type PipelineEnd = { reason: HaltReason | null; batches: number; after: RecordKey | null };

/**
 * Reads, sends several batches at a time, and books them in the order of the source, so that the run's position always
 * means "everything up to here". Resolves at the end of the source (`reason` null) or where the run has to halt.
 */
export async function runPipeline(options: PipelineOptions): Promise<PipelineEnd> {
  const { ctx, limits, over } = options;
  let { batches, after } = options;
  let halted: Halt | null = null;
  let unbooked = 0;
  let wake: () => void = () => {};

  const halt = (reason: Halt) => {
    halted ??= reason;
    over.abort();
  };
  const sender = openSender({ ...options.sender, onHalt: halt });

  async function settle(sent: Promise<Delivery>, state: { broken: boolean }): Promise<void> {
    const delivery = await sent;
    // Behind a gap nothing is booked, to be sent again under the same ids; only after a stop nothing is sent again.
    const inOrder = !state.broken;
    const counts = inOrder || halted?.reason.kind === "stopped";
    if (counts && delivery.done > 0) {
      await book(ctx, options.book, delivery, { number: batches + 1, inOrder });
      batches += 1;
      after = inOrder ? (delivery.lastKey ?? after) : after;
    }
    state.broken ||= delivery.halt !== null;
  }

  const state = { broken: false };
  let tail: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | null = null;

  function push(chunk: Chunk): void {
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

  const window = limits.inFlight + 2;
  for await (const chunk of chunksOf(pagesOf(options.job, after), options.sender.connector, limits)) {
    if (halted || failure) {
      break;
    }
    push(chunk);
    while (unbooked >= window) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  await tail;
  const failed = failure as { error: unknown } | null;
  if (failed) {
    if (failed.error instanceof Halt) {
      return { reason: failed.error.reason, batches, after };
    }
    throw failed.error;
  }
  return { reason: (halted as Halt | null)?.reason ?? null, batches, after };
}
