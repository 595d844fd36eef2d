import type { Connector, PartnerAccess, SendAnswer } from "../../partners/connector.ts";
import { type Chunk, type Entry, recordsOf } from "./chunk.ts";
import type { Gate } from "./gate.ts";
import { Halt } from "./halt.ts";

export type Rejection = { entry: Entry; code: string; reason: string; answer: SendAnswer | null };

/** What became of the first `done` entries of a chunk; all of them unless `halt` says why not. */
export type Delivery = {
  chunk: Chunk;
  done: number;
  accepted: number;
  rejections: Rejection[];
  attempts: number;
  retried: number;
  bytes: number;
  httpStatus: number | null;
  tookMs: number;
  halt: Halt | null;
};

export type SenderOptions = {
  connector: Connector;
  gate: Gate;
  inFlight: number;
  access(): PartnerAccess;
  /** Looks for other credentials than the refused ones; false when there are none. */
  renewAccess(refused: PartnerAccess): Promise<boolean>;
  /** Throws Halt when nothing may leave any more. Asked right before every request. */
  leave(): Promise<void>;
  /** Told at once, before the chunks that came earlier are through. */
  onHalt(halt: Halt): void;
  /** The clock of the process in milliseconds, for durations. */
  nowMs(): number;
};

function semaphore(size: number) {
  let free = size;
  const queue: (() => void)[] = [];
  return {
    take: async () => {
      if (free > 0) {
        free -= 1;
        return;
      }
      await new Promise<void>((resolve) => queue.push(resolve));
    },
    give: () => {
      const next = queue.shift();
      if (next) {
        next();
      } else {
        free += 1;
      }
    },
  };
}

/** Sends chunks, several at a time, and finds the records that the partner cannot take. */
export function openSender(options: SenderOptions): { deliver(chunk: Chunk): Promise<Delivery> } {
  const { connector, gate } = options;
  const slots = semaphore(options.inFlight);

  async function sendOnce(
    entries: Entry[],
    delivery: Delivery,
  ): Promise<{ answer: SendAnswer; access: PartnerAccess }> {
    await gate.pass();
    try {
      await options.leave();
    } catch (error) {
      gate.yield();
      throw error;
    }
    const access = options.access();
    const answer = await connector.send(recordsOf(delivery.chunk, entries), access);
    delivery.attempts += 1;
    delivery.httpStatus = answer.httpStatus;
    return { answer, access };
  }

  /** Sends until the partner has decided: accepted or split. */
  async function decide(entries: Entry[], delivery: Delivery): Promise<SendAnswer> {
    for (;;) {
      const { answer, access } = await sendOnce(entries, delivery);
      if (answer.verdict === "later") {
        delivery.retried += 1;
        await gate.later(answer.message, answer.retryAfterMs);
        continue;
      }
      gate.accepted();
      if (answer.verdict === "unauthorised") {
        if (await options.renewAccess(access)) {
          delivery.retried += 1;
          continue;
        }
        throw new Halt({ kind: "unauthorised", message: answer.message });
      }
      if (answer.verdict === "refused") {
        throw new Halt({ kind: "refused", message: answer.message });
      }
      return answer;
    }
  }

  /** Sends a part; a refused one in halves, down to the records that are at fault. Left before right, so that what is done is a prefix. */
  async function deliverPart(entries: Entry[], delivery: Delivery, settle: (entries: Entry[]) => void) {
    const answer = await decide(entries, delivery);
    if (answer.verdict === "accepted") {
      delivery.accepted += entries.length;
      delivery.bytes += recordsOf(delivery.chunk, entries).length + connector.envelopeBytes;
      settle(entries);
      return;
    }
    const [only] = entries;
    if (entries.length === 1 && only) {
      const status = answer.httpStatus ?? "none";
      delivery.rejections.push({ entry: only, code: `partner_${status}`, reason: answer.message, answer });
      settle(entries);
      return;
    }
    delivery.retried += 1;
    const middle = Math.ceil(entries.length / 2);
    await deliverPart(entries.slice(0, middle), delivery, settle);
    await deliverPart(entries.slice(middle), delivery, settle);
  }

  async function deliver(chunk: Chunk): Promise<Delivery> {
    const delivery: Delivery = {
      chunk,
      done: 0,
      accepted: 0,
      rejections: [],
      attempts: 0,
      retried: 0,
      bytes: 0,
      httpStatus: null,
      tookMs: 0,
      halt: null,
    };
    const sendable = chunk.entries.filter((entry) => !entry.problem);
    let settled: Entry | undefined;
    const settle = (entries: Entry[]) => {
      settled = entries.at(-1) ?? settled;
    };
    await slots.take();
    const startedMs = options.nowMs();
    try {
      if (sendable.length > 0) {
        await deliverPart(sendable, delivery, settle);
      } else {
        await options.leave();
      }
      delivery.done = chunk.entries.length;
    } catch (error) {
      if (!(error instanceof Halt)) {
        throw error;
      }
      delivery.halt = error;
      options.onHalt(error);
      delivery.done = settled ? chunk.entries.indexOf(settled) + 1 : 0;
    } finally {
      delivery.tookMs = Math.round(options.nowMs() - startedMs);
      slots.give();
    }
    for (const entry of chunk.entries.slice(0, delivery.done)) {
      const { problem } = entry;
      if (problem) {
        delivery.rejections.push({ entry, code: problem.code, reason: problem.reason, answer: null });
      }
    }
    return delivery;
  }

  return { deliver };
}
