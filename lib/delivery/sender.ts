import type {
  Lane,
  PartnerAccess,
  RecordTexts,
  Refusal,
  RetiredDevice,
  SendAnswer,
} from "../partners/connector.ts";
import type { Chunk, Entry } from "./chunk.ts";
import type { Gate } from "./gate.ts";
import { Halt } from "./halt.ts";

/** `text`: the record as it was, or would have been, sent. */
export type Rejection<Each extends Entry> = {
  /** Of the record in its chunk. */
  place: number;
  entry: Each;
  text: string;
  code: string;
  reason: string;
  answer: SendAnswer | null;
};

/**
 * What became of the first `done` records of a chunk; all of them unless `halt` says why not. It does not keep the chunk:
 * of records that were accepted nothing has to wait in memory for the booking's turn, unless `keepEntries` asks for it.
 */
export type Delivery<Each extends Entry> = {
  done: number;
  /** The first and the last one that are done; null when none is. */
  first: Each | null;
  last: Each | null;
  /** Those that are done, where they were to be kept. */
  entries: Each[];
  accepted: number;
  rejections: Rejection<Each>[];
  /** Devices that nobody is at any more, as the partner said of these records. */
  retired: RetiredDevice[];
  attempts: number;
  retried: number;
  bytes: number;
  httpStatus: number | null;
  tookMs: number;
  halt: Halt | null;
};

export type SenderOptions<Each extends Entry> = {
  lane: Pick<Lane, "send" | "envelopeBytes" | "limits" | "tries" | "undivided">;
  gate: Gate;
  access(): PartnerAccess;
  /** Looks for other credentials than the refused ones; false when there are none. */
  renewAccess(refused: PartnerAccess): Promise<boolean>;
  /** How many requests may be under way now, asked before each chunk; without it, as many as the lane's limits say. */
  share?(): Promise<number>;
  /** Throws Halt when nothing may leave any more. Asked right before every request, with what it holds. */
  leave(entries: () => Each[]): Promise<void>;
  /** Told at once, before the chunks that came earlier are through. */
  onHalt(halt: Halt): void;
  /** The clock of the process in milliseconds, for durations. */
  nowMs(): number;
  /** Whether booking needs every record and not only the first, the last and the rejected ones. */
  keepEntries: boolean;
};

/** How often one record is sent again that the partner says it failed on itself. */
const RECORD_TRIES = 5;

/** The refusal of a record that the partner turned away with its whole request. */
function wholeRefusal(answer: SendAnswer, index: number): Refusal {
  const code = `partner_${answer.httpStatus ?? "none"}`;
  return { index, code, reason: answer.message, again: false };
}

/** Places for chunks that are on their way, given in the order in which they were asked for. */
function placesOf(share: () => Promise<number>) {
  let taken = 0;
  let wake: () => void = () => {};
  let last: Promise<void> = Promise.resolve();

  async function takeNext(): Promise<void> {
    for (;;) {
      const most = await share();
      // Looked at after the answer, and in one go with the waiting: what is given back meanwhile wakes nobody.
      if (taken < most) {
        taken += 1;
        return;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    take: () => {
      const mine = last.then(takeNext);
      last = mine.catch(() => {});
      return mine;
    },
    give: () => {
      taken -= 1;
      wake();
    },
  };
}

/** Sends chunks, several at a time, finds the records that the partner cannot take, and releases each chunk in the end. */
export function openSender<Each extends Entry>(
  options: SenderOptions<Each>,
): { deliver(chunk: Chunk<Each>): Promise<Delivery<Each>> } {
  const { lane, gate } = options;
  const mostTries = lane.tries ?? RECORD_TRIES;
  const slots = placesOf(options.share ?? (async () => lane.limits.inFlight));
  type Work = { chunk: Chunk<Each>; delivery: Delivery<Each> };

  async function sendOnce(
    work: Work,
    places: number[],
    records: RecordTexts,
  ): Promise<{ answer: SendAnswer; access: PartnerAccess }> {
    const { chunk, delivery } = work;
    await gate.pass(work);
    try {
      await options.leave(() => places.map((place) => chunk.entryAt(place)));
    } catch (error) {
      gate.yield();
      throw error;
    }
    const access = options.access();
    const answer = await lane.send(records, access);
    delivery.attempts += 1;
    delivery.httpStatus = answer.httpStatus;
    delivery.retired.push(...(answer.retired ?? []));
    return { answer, access };
  }

  /** Sends until the partner has decided: accepted or split. */
  async function decide(work: Work, places: number[], records: RecordTexts, tries = 1): Promise<SendAnswer> {
    const { delivery } = work;
    for (;;) {
      const { answer, access } = await sendOnce(work, places, records);
      if (answer.verdict === "later") {
        delivery.retried += 1;
        await gate.later(answer.message, answer.retryAfterMs);
        continue;
      }
      if (answer.failed) {
        await gate.failed(work, answer.message, { first: tries === 1, last: tries >= mostTries });
        return answer;
      }
      gate.accepted();
      if (answer.verdict === "unauthorised") {
        if (await options.renewAccess(access)) {
          delivery.retried += 1;
          continue;
        }
        throw new Halt({
          ...{ kind: "unauthorised", message: answer.message },
          ...(answer.costly && { costly: true }),
        });
      }
      if (answer.verdict === "refused") {
        throw new Halt({ kind: "refused", message: answer.message });
      }
      return answer;
    }
  }

  function rejection(
    { chunk }: Work,
    place: number,
    { code, reason, said }: Refusal,
    answer: SendAnswer,
  ): Rejection<Each> {
    const own = said === undefined ? answer : { ...answer, body: said };
    return { place, entry: chunk.entryAt(place), text: chunk.texts.at(place), code, reason, answer: own };
  }

  /** Sends once more what the partner failed on; what it fails on for good is refused. Nothing of the part counts before. */
  async function sortOut(work: Work, places: number[], first: SendAnswer): Promise<Rejection<Each>[]> {
    const rejections: Rejection<Each>[] = [];
    let open = { places, answer: first };
    for (let tries = 1; ; tries += 1) {
      const { answer } = open;
      const refusals =
        answer.verdict === "accepted"
          ? (answer.refusals ?? [])
          : open.places.map((_, index) => wholeRefusal(answer, index));
      const again: number[] = [];
      for (const refusal of refusals) {
        const place = open.places[refusal.index];
        if (place === undefined) {
          continue;
        }
        if (refusal.again && tries < mostTries) {
          again.push(place);
        } else {
          rejections.push(rejection(work, place, refusal, answer));
        }
      }
      if (again.length === 0) {
        return rejections;
      }
      work.delivery.retried += 1;
      await gate.pause(tries);
      again.sort((a, b) => a - b);
      open = { places: again, answer: await decide(work, again, work.chunk.texts.pick(again), tries + 1) };
    }
  }

  /** Sends a part; a refused one in halves, down to the records that are at fault. Left before right, so that what is done is a prefix. */
  async function deliverPart(work: Work, places: number[]): Promise<void> {
    const { chunk, delivery } = work;
    const [first = 0] = places;
    const done = (places.at(-1) ?? first) + 1;
    const records = chunk.texts.pick(places);
    const answer = await decide(work, places, records);
    if (answer.verdict === "accepted") {
      const rejections = answer.refusals?.length ? await sortOut(work, places, answer) : [];
      delivery.rejections.push(...rejections);
      delivery.accepted += places.length - rejections.length;
      delivery.bytes += records.joined().length + lane.envelopeBytes;
      delivery.done = done;
      return;
    }
    if (places.length === 1) {
      delivery.rejections.push(rejection(work, first, wholeRefusal(answer, 0), answer));
      delivery.done = done;
      return;
    }
    delivery.retried += 1;
    const middle = Math.ceil(places.length / 2);
    await deliverPart(work, places.slice(0, middle));
    await deliverPart(work, places.slice(middle));
  }

  async function deliver(chunk: Chunk<Each>): Promise<Delivery<Each>> {
    const delivery: Delivery<Each> = {
      done: 0,
      first: null,
      last: null,
      entries: [],
      accepted: 0,
      rejections: [],
      retired: [],
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
        await deliverPart({ chunk, delivery }, chunk.sendable);
      } else {
        await options.leave(() => []);
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
        delivery.rejections.push({ place, entry: chunk.entryAt(place), ...problem, answer: null });
      }
    }
    if (delivery.done > 0) {
      delivery.first = chunk.entryAt(0);
      delivery.last = chunk.entryAt(delivery.done - 1);
      delivery.entries = options.keepEntries
        ? Array.from({ length: delivery.done }, (_, place) => chunk.entryAt(place))
        : [];
    }
    chunk.release();
    return delivery;
  }

  return { deliver };
}
