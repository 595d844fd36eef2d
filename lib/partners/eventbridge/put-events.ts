import { setTimeout as sleep } from "node:timers/promises";
import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { backoffMs } from "../../kernel/backoff.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { PartnerAccess, SendAnswer } from "../connector.ts";
import type { PartnerLimits } from "../kit.ts";
import { busArn, callPutEvents, type EntryResult } from "./call-aws.ts";
import { busLimits, sizeWords } from "./kit.ts";

export type BusEvent = {
  /** Must not begin with "aws.". */
  source: string;
  detailType: string;
  detail: JsonObject;
  time?: Date;
  resources?: string[];
};

/** What became of one event. later: it was not taken, and the same may be sent again. */
export type EventVerdict =
  | { verdict: "accepted"; eventId: string }
  | { verdict: "refused" | "later"; code: string; reason: string };

export type PutOutcome = {
  /** One for each event, in their order. */
  verdicts: EventVerdict[];
  /** Where a whole request was not taken; what came after it was not sent. */
  halted: SendAnswer | null;
};

export type PutOptions = { signal?: AbortSignal; firstWaitMs?: number };

/** Errors of single entries that are AWS's own; entries with others would fail again (user guide of PutEvents). */
const passing = ["InternalFailure", "InternalException", "ThrottlingException", "ServiceUnavailable"];
const TRIES = 4;
const FIRST_WAIT_MS = 200;
const MAX_WAIT_MS = 5_000;
/** What AWS counts for an entry's time. */
const TIME_BYTES = 14;

/** Bytes of an entry as AWS counts them against its limit. */
export function entryBytes({ Source, DetailType, Detail, Time, Resources }: PutEventsRequestEntry): number {
  const texts = [Source, DetailType, Detail, ...(Resources ?? [])];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), 0);
  return bytes + (Time ? TIME_BYTES : 0);
}

type Waiting = { index: number; entry: PutEventsRequestEntry; bytes: number };

function batchesOf(waiting: Waiting[], { batchRecords, batchBytes }: PartnerLimits): Waiting[][] {
  const batches: Waiting[][] = [];
  let bytes = 0;
  for (const one of waiting) {
    const last = batches.at(-1);
    if (last && last.length < batchRecords && bytes + one.bytes <= batchBytes) {
      last.push(one);
      bytes += one.bytes;
    } else {
      batches.push([one]);
      bytes = one.bytes;
    }
  }
  return batches;
}

function problemOf(event: BusEvent, bytes: number, { recordBytes }: PartnerLimits): EventVerdict | null {
  if (bytes > recordBytes) {
    const kilobytes = (bytes / 1024).toFixed(1);
    const reason = `EventBridge takes events of up to ${sizeWords(recordBytes)}; this one is ${kilobytes} KB.`;
    return { verdict: "refused", code: "too_large", reason };
  }
  return event.source.startsWith("aws.")
    ? {
        verdict: "refused",
        code: "reserved_source",
        reason: "EventBridge keeps sources that begin with aws. for itself.",
      }
    : null;
}

/** What AWS said to one entry. */
export function entryVerdict({ EventId, ErrorCode, ErrorMessage }: EntryResult): EventVerdict {
  if (ErrorCode === undefined) {
    return { verdict: "accepted", eventId: EventId ?? "" };
  }
  return {
    verdict: passing.includes(ErrorCode) ? "later" : "refused",
    code: `eventbridge_${ErrorCode}`,
    reason: `Amazon EventBridge refuses the event: ${ErrorMessage?.slice(0, 300) || ErrorCode}`,
  };
}

async function rest(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal?.aborted) {
      throw error;
    }
  });
}

/**
 * Puts events on the connection's bus, at most 10 and 256 KB (or what it allows) in a request, one request after the other. Entries that AWS
 * itself failed on are sent again, up to three times with growing pauses; no other entry is sent twice. Never throws for
 * what AWS or the network did.
 */
export async function putEvents(
  events: BusEvent[],
  access: PartnerAccess,
  { signal, firstWaitMs = FIRST_WAIT_MS }: PutOptions = {},
): Promise<PutOutcome> {
  const bus = busArn(access.settings);
  const limits = busLimits(access.settings);
  const verdicts = new Map<number, EventVerdict>();
  const sendable = events.flatMap((event, index): Waiting[] => {
    const entry: PutEventsRequestEntry = {
      Source: event.source,
      DetailType: event.detailType,
      Detail: JSON.stringify(event.detail),
      EventBusName: bus,
      ...(event.time && { Time: event.time }),
      ...(event.resources && { Resources: event.resources }),
    };
    const bytes = entryBytes(entry);
    const problem = problemOf(event, bytes, limits);
    if (problem) {
      verdicts.set(index, problem);
    }
    return problem ? [] : [{ index, entry, bytes }];
  });
  let halted: SendAnswer | null = null;

  async function put(batch: Waiting[]): Promise<void> {
    for (let tries = 1, open = batch; open.length > 0; tries += 1) {
      const { answer, results } = await callPutEvents(
        open.map(({ entry }) => entry),
        access,
        signal,
      );
      if (answer.verdict !== "accepted" || !results) {
        halted = answer;
        return;
      }
      results.forEach((result, place) => {
        verdicts.set(open[place]?.index ?? -1, entryVerdict(result));
      });
      open = open.filter(({ index }) => verdicts.get(index)?.verdict === "later");
      if (tries === TRIES || signal?.aborted) {
        return;
      }
      if (open.length > 0) {
        await rest(backoffMs(tries - 1, { firstMs: firstWaitMs, maxMs: MAX_WAIT_MS }), signal);
      }
    }
  }

  for (const batch of batchesOf(sendable, limits)) {
    if (!halted && !signal?.aborted) {
      await put(batch);
    }
  }
  const unsent = verdictOfHalt(halted);
  return { halted, verdicts: events.map((_, index) => verdicts.get(index) ?? unsent) };
}

/** The verdict on events that no request took. */
function verdictOfHalt(answer: SendAnswer | null): EventVerdict {
  if (!answer) {
    return { verdict: "later", code: "stopped", reason: "It was not sent: sending was stopped." };
  }
  return {
    verdict: answer.verdict === "later" || answer.verdict === "unauthorised" ? "later" : "refused",
    code: `eventbridge_${answer.httpStatus ?? "none"}`,
    reason: answer.message,
  };
}
