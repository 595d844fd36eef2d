import type { CallLane, CallRecord, PartnerAccess, SendAnswer } from "../../partners/connector.ts";
import type { CallChunk, PlacedTexts } from "./call-chunk.ts";
import type { PlannedRecord } from "./decide.ts";
import { laterReason, type Retries } from "./retries.ts";

/** Sends the requests of one chunk after the other, and knows of each whether it may have arrived. */
export type GuardedLane = Pick<CallLane, "send" | "limits" | "envelopeBytes"> & {
  begin(chunk: CallChunk): void;
  /** The last answer to the chunk. */
  readonly answer: SendAnswer | null;
  /** Since when it is not known whether the chunk's last request arrived; null: it is known. */
  readonly doubtSinceMs: number | null;
};

/** What the partner still works on is to be there when it is asked after a request without an answer. */
const SETTLE_MS = 1_000;

/** What a gateway says that heard nothing, or nothing it could read, from the partner behind it. */
const unheard = [502, 504];

/** Whether a request that is to be sent again may have been taken all the same. */
function mayHaveArrived({ verdict, httpStatus }: SendAnswer): boolean {
  return verdict === "later" && (httpStatus === null || unheard.includes(httpStatus));
}

export function recordOf({ kind, text }: PlannedRecord): CallRecord {
  return { kind, record: JSON.parse(text) };
}

const nothingLeft: SendAnswer = {
  verdict: "accepted",
  httpStatus: null,
  message: "The partner had all of it already, from a request that it had not answered.",
  body: "",
};

/**
 * A lane that after a request without an answer, or with a gateway's alone, asks the partner first which of its records
 * arrived, where a second time would count, and sends only the others.
 */
export function guardedLane(
  lane: CallLane,
  options: { nowMs(): number; retries: Retries; signal: AbortSignal },
): GuardedLane {
  const { nowMs } = options;
  let chunk: CallChunk | null = null;
  let answer: SendAnswer | null = null;
  let doubtSinceMs: number | null = null;
  let told = new Set<string>();

  function tell(said: SendAnswer): void {
    const { code, reason } = laterReason(said);
    if (!told.has(code)) {
      told.add(code);
      options.retries.add({ code, reason }, chunk?.calls.length ?? 0);
    }
  }

  /** Places among those of `records` that arrived, or what the partner said instead. */
  async function arrived(
    { places }: PlacedTexts,
    access: PartnerAccess,
    sinceMs: number,
  ): Promise<Set<number> | SendAnswer> {
    const asked = places.flatMap((place) => {
      const { call, record } = (chunk as CallChunk).entryAt(place);
      const planned = call.records[record] as PlannedRecord;
      return planned.repeatable ? [] : [{ place, record: recordOf(planned) }];
    });
    if (asked.length === 0 || !lane.alreadyThere) {
      return new Set();
    }
    const records = asked.map(({ record }) => record);
    const said = await lane.alreadyThere(records, { sinceMs, untilMs: nowMs() }, access, options.signal);
    if (said && "later" in said) {
      const { later: message, retryAfterMs } = said;
      return { verdict: "later", httpStatus: null, message, body: "", retryAfterMs };
    }
    // Where it cannot tell, all is sent again: a lost event is worse than a doubled one.
    return new Set(asked.flatMap(({ place }, index) => (said?.there.has(index) ? [place] : [])));
  }

  async function send(records: PlacedTexts, access: PartnerAccess): Promise<SendAnswer> {
    let there = new Set<number>();
    if (doubtSinceMs !== null) {
      const found = await arrived(records, access, doubtSinceMs);
      if (!(found instanceof Set)) {
        tell(found);
        return found;
      }
      there = found;
    }
    const left = records.places.flatMap((place, index) => (there.has(place) ? [] : [{ place, index }]));
    if (left.length === 0) {
      doubtSinceMs = null;
      answer = nothingLeft;
      return answer;
    }
    const beganMs = nowMs();
    const said = await lane.send((chunk as CallChunk).pick(left.map(({ place }) => place)), access);
    answer = said;
    doubtSinceMs = mayHaveArrived(said) ? (doubtSinceMs ?? beganMs) : null;
    if (said.verdict === "later") {
      tell(said);
      return doubtSinceMs === null ? said : { ...said, retryAfterMs: said.retryAfterMs ?? SETTLE_MS };
    }
    const refusals = (said.refusals ?? []).map((refusal) => ({
      ...refusal,
      index: left[refusal.index]?.index ?? -1,
    }));
    for (const { again, code, reason } of refusals) {
      if (again) {
        options.retries.add({ code, reason }, 1);
      }
    }
    return said.refusals ? { ...said, refusals } : said;
  }

  return {
    limits: lane.limits,
    envelopeBytes: lane.envelopeBytes,
    send: (records, access) => send(records as PlacedTexts, access),
    begin: (next) => {
      chunk = next;
      answer = null;
      doubtSinceMs = null;
      told = new Set();
    },
    get answer() {
      return answer;
    },
    get doubtSinceMs() {
      return doubtSinceMs;
    },
  };
}
