import type { Lane, PartnerAccess, Refusal, SendAnswer } from "../partners/connector.ts";
import type { Chunk, Entry } from "./chunk.ts";
import type { Gate } from "./gate.ts";
import { Halt } from "./halt.ts";

export type Rejection<Each extends Entry> = {
  entry: Each;
  code: string;
  reason: string;
  answer: SendAnswer | null;
};

/** What became of the first `done` entries of a chunk; all of them unless `halt` says why not. */
export type Delivery<Each extends Entry> = {
  chunk: Chunk<Each>;
  done: number;
  accepted: number;
  rejections: Rejection<Each>[];
  attempts: number;
  retried: number;
  bytes: number;
  httpStatus: number | null;
  tookMs: number;
  halt: Halt | null;
};

export type SenderOptions = {
  lane: Pick<Lane, "send" | "envelopeBytes" | "limits">;
  gate: Gate;
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

/** How often one record is sent again that the partner says it failed on itself. */
const RECORD_TRIES = 5;

/** The refusal of a record that the partner turned away with its whole request. */
const wholeRefusal =
  (answer: SendAnswer) =>
  (_entry: Entry, index: number): Refusal => ({
    index,
    code: `partner_${answer.httpStatus ?? "none"}`,
    reason: answer.message,
    again: false,
  });

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
export function openSender<Each extends Entry>(
  options: SenderOptions,
): { deliver(chunk: Chunk<Each>): Promise<Delivery<Each>> } {
  const { lane, gate } = options;
  const slots = semaphore(lane.limits.inFlight);
  type Part = { entries: Each[]; delivery: Delivery<Each>; settle(entries: Each[]): void };

  async function sendOnce(
    entries: Each[],
    delivery: Delivery<Each>,
  ): Promise<{ answer: SendAnswer; access: PartnerAccess }> {
    await gate.pass();
    try {
      await options.leave();
    } catch (error) {
      gate.yield();
      throw error;
    }
    const access = options.access();
    const answer = await lane.send(
      entries.map((entry) => entry.encoded.text),
      access,
    );
    delivery.attempts += 1;
    delivery.httpStatus = answer.httpStatus;
    return { answer, access };
  }

  /** Sends until the partner has decided: accepted or split. */
  async function decide(entries: Each[], delivery: Delivery<Each>): Promise<SendAnswer> {
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

  /** Sends once more what the partner failed on; what it fails on for good is refused. Nothing of the part counts before. */
  async function takeApart(part: Part, answer: SendAnswer, refusals: Refusal[]): Promise<Rejection<Each>[]> {
    let open = { entries: part.entries, answer, refusals };
    const rejections: Rejection<Each>[] = [];
    for (let tries = 1; open.refusals.length > 0; tries += 1) {
      const again: Each[] = [];
      for (const { index, code, reason, again: mayBeSent } of open.refusals) {
        const entry = open.entries[index];
        if (entry && mayBeSent && tries < RECORD_TRIES) {
          again.push(entry);
        } else if (entry) {
          rejections.push({ entry, code, reason, answer: open.answer });
        }
      }
      if (again.length === 0) {
        break;
      }
      part.delivery.retried += 1;
      await gate.pause(tries);
      const next = await decide(again, part.delivery);
      const refused = next.verdict === "accepted" ? next.refusals : again.map(wholeRefusal(next));
      open = { entries: again, answer: next, refusals: refused ?? [] };
    }
    return rejections;
  }

  /** Sends a part; a refused one in halves, down to the records that are at fault. Left before right, so that what is done is a prefix. */
  async function deliverPart(part: Part): Promise<void> {
    const { entries, delivery, settle } = part;
    const answer = await decide(entries, delivery);
    if (answer.verdict === "accepted") {
      const rejections = answer.refusals?.length ? await takeApart(part, answer, answer.refusals) : [];
      delivery.rejections.push(...rejections);
      delivery.accepted += entries.length - rejections.length;
      delivery.bytes += entries.reduce((sum, entry) => sum + entry.encoded.bytes + 1, lane.envelopeBytes);
      settle(entries);
      return;
    }
    const [only] = entries;
    if (entries.length === 1 && only) {
      const { code, reason } = wholeRefusal(answer)(only, 0);
      delivery.rejections.push({ entry: only, code, reason, answer });
      settle(entries);
      return;
    }
    delivery.retried += 1;
    const middle = Math.ceil(entries.length / 2);
    await deliverPart({ ...part, entries: entries.slice(0, middle) });
    await deliverPart({ ...part, entries: entries.slice(middle) });
  }

  async function deliver(chunk: Chunk<Each>): Promise<Delivery<Each>> {
    const delivery: Delivery<Each> = {
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
    const sendable = chunk.entries.filter((entry) => !entry.encoded.problem);
    let settled: Each | undefined;
    const settle = (entries: Each[]) => {
      settled = entries.at(-1) ?? settled;
    };
    await slots.take();
    const startedMs = options.nowMs();
    try {
      if (sendable.length > 0) {
        await deliverPart({ entries: sendable, delivery, settle });
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
      const { problem } = entry.encoded;
      if (problem) {
        delivery.rejections.push({ entry, ...problem, answer: null });
      }
    }
    return delivery;
  }

  return { deliver };
}
