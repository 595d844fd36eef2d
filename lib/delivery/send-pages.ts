import type { Clock } from "../kernel/clock.ts";
import type { Lane, PartnerAccess } from "../partners/connector.ts";
import type { Entry } from "./chunk.ts";
import { openGate } from "./gate.ts";
import { Halt } from "./halt.ts";
import type { Outage } from "./outage.ts";
import { type PipelineEnd, type PipelineOptions, runPipeline } from "./pipeline.ts";
import type { EngineTimes } from "./times.ts";
import { waitingWords } from "./waiting.ts";

export type SendPages<Row, Each extends Entry> = Pick<
  PipelineOptions<Row, Each>,
  "pages" | "encode" | "batches" | "book" | "anyOrder"
> & {
  lane: Lane;
  /** Whether booking needs every record, not only the first, the last and the rejected ones. */
  keepEntries?: boolean;
  credentials: { access(): PartnerAccess; renewAccess(refused: PartnerAccess): Promise<boolean> };
  clock: Clock;
  signal: AbortSignal;
  /** Left by an earlier try of the run. */
  outage: Outage | null;
  times: EngineTimes;
  /** For the words of a wait. */
  timeZone: string;
  /** How many requests may be under way now, where others send through the same account; else the lane's limit. */
  share?(): Promise<number>;
  /** Whether a request may leave now; asked right before each, with what it holds. */
  mayLeave(entries: () => Each[]): Promise<"yes" | "stopped" | "lost">;
  /** Says on the run why it waits. */
  tellWait(words: string): Promise<void>;
};

/**
 * Sends the pages of a source through a lane and books them, until their end or a halt: one way through outages, limits,
 * refused records and lost leases for everything that leaves. `outage`: the one that it ended in.
 */
export async function sendPages<Row, Each extends Entry>(
  options: SendPages<Row, Each>,
): Promise<PipelineEnd<Each> & { outage: Outage | null }> {
  const { lane, credentials, clock, outage, timeZone } = options;
  const over = new AbortController();
  const gate = openGate({
    ...options.times,
    clock,
    signal: AbortSignal.any([options.signal, over.signal]),
    outage,
    onWait: ({ said, sinceMs, nextMs }) => options.tellWait(waitingWords(said, sinceMs, nextMs, timeZone)),
  });
  const end = await runPipeline({
    pages: options.pages,
    encode: options.encode,
    batches: options.batches,
    book: options.book,
    ...(options.anyOrder && { anyOrder: true }),
    over,
    sender: {
      lane,
      gate,
      ...credentials,
      nowMs: () => performance.now(),
      ...(options.share && { share: options.share }),
      keepEntries: options.keepEntries ?? false,
      leave: async (entries) => {
        const leave = await options.mayLeave(entries);
        if (leave !== "yes") {
          throw new Halt({ kind: leave });
        }
      },
    },
  });
  return { outage: gate.outage, ...end };
}
