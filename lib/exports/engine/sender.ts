import type { Connector, PartnerAccess, SendAnswer } from "../../partners/connector.ts";
import type { RecordKey } from "../run-settings.ts";
import { type Chunk, type Entry, entryAt } from "./chunk.ts";
import type { Gate } from "./gate.ts";
import { Halt } from "./halt.ts";

/** `text`: the record as it was, or would have been, sent. */
export type Rejection = {
  entry: Entry;
  text: string;
  code: string;
  reason: string;
  answer: SendAnswer | null;
};

/**
 * What became of the first `done` records of a chunk; all of them unless `halt` says why not. It does not keep the chunk:
 * of records that were accepted nothing has to wait in memory for the booking's turn.
 */
export type Delivery = {
  done: number;
  /** Of the first and the last one that are done; null when none is. */
  firstKey: RecordKey | null;
  lastKey: RecordKey | null;
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

/** Sends chunks, several at a time, finds the records that the partner cannot take, and releases each chunk in the end. */
export function openSender(options: SenderOptions): { deliver(chunk: Chunk): Promise<Delivery> } {
  const { connector, gate } = options;
  const slots = semaphore(options.inFlight);

  async function sendOnce(
    records: Buffer,
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
    const answer = await connector.send(records, access);
    delivery.attempts += 1;
    delivery.httpStatus = answer.httpStatus;
    return { answer, access };
  }

  /** Sends until the partner has decided: accepted or split. */
  async function decide(records: Buffer, delivery: Delivery): Promise<SendAnswer> {
    for (;;) {
      const { answer, access } = await sendOnce(records, delivery);
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
  async function deliverPart(chunk: Chunk, places: number[], delivery: Delivery): Promise<void> {
    const [first = 0] = places;
    const last = places.at(-1) ?? first;
    const records = chunk.texts.joined(first, last);
    const answer = await decide(records, delivery);
    if (answer.verdict === "accepted") {
      delivery.accepted += places.length;
      delivery.bytes += records.length + connector.envelopeBytes;
      delivery.done = last + 1;
      return;
    }
    if (places.length === 1) {
      const status = answer.httpStatus ?? "none";
      delivery.rejections.push({
        entry: entryAt(chunk, first),
        text: chunk.texts.at(first),
        code: `partner_${status}`,
        reason: answer.message,
        answer,
      });
      delivery.done = last + 1;
      return;
    }
    delivery.retried += 1;
    const middle = Math.ceil(places.length / 2);
    await deliverPart(chunk, places.slice(0, middle), delivery);
    await deliverPart(chunk, places.slice(middle), delivery);
  }

  async function deliver(chunk: Chunk): Promise<Delivery> {
    const delivery: Delivery = {
      done: 0,
      firstKey: null,
      lastKey: null,
      accepted: 0,
      rejections: [],
      attempts: 0,
      retried: 0,
      bytes: 0,
      httpStatus: null,
      tookMs: 0,
      halt: null,
    };
    await slots.take();
    const startedMs = options.nowMs();
    try {
      if (chunk.sendable.length > 0) {
        await deliverPart(chunk, chunk.sendable, delivery);
      } else {
        await options.leave();
      }
      delivery.done = chunk.count;
    } catch (error) {
      if (!(error instanceof Halt)) {
        throw error;
      }
      delivery.halt = error;
      options.onHalt(error);
    } finally {
      delivery.tookMs = Math.round(options.nowMs() - startedMs);
      slots.give();
    }
    for (const [place, problem] of chunk.problems) {
      if (place < delivery.done) {
        delivery.rejections.push({ entry: entryAt(chunk, place), ...problem, answer: null });
      }
    }
    if (delivery.done > 0) {
      delivery.firstKey = entryAt(chunk, 0).key;
      delivery.lastKey = entryAt(chunk, delivery.done - 1).key;
    }
    chunk.release();
    return delivery;
  }

  return { deliver };
}
