import { callOf } from "../../events/stored-call.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { CallLane } from "../../partners/connector.ts";
import type { CallRow } from "./call-row.ts";

/** A record as it leaves. `repeatable`: sending it twice is the same as once. */
export type PlannedRecord = { kind: string; text: string; bytes: number; repeatable: boolean };

export type Reason = { code: string; reason: string };

/** What became of a call that was sent. */
export type SentFate =
  | { stage: "delivered"; atMs: number; batch: string }
  /** `record`: place of the refused one among the call's records. */
  | ({ stage: "refused"; record: number; answer: JsonObject | null; batch: string } & Reason);

/** `filtered` and a `refused` without a request are decided before anything leaves. */
export type Fate = SentFate | ({ stage: "filtered" } & Reason) | ({ stage: "unmapped" } & Reason);

export type PlannedCall = {
  tx: string;
  seq: string;
  personId: string;
  name: string;
  messageId: string;
  receivedMs: number;
  records: PlannedRecord[];
  /** What the partner will drop of it, by our own checks. */
  warnings: Reason[];
  /** Null while it is to be sent. */
  fate: Fate | null;
};

export type Rules = { filterMode: string; eventNames: Set<string>; lane: CallLane };

const filterWords: Record<string, string> = {
  allow: "This destination takes only calls of chosen names.",
  deny: "This destination takes no calls of this name.",
};

/** The name by which a destination's filter knows a call: the event of a track call, else its type. */
export function filterName(call: { type: string; name: string }): string {
  return call.type === "track" ? call.name : call.type;
}

function filtered(row: CallRow, { filterMode, eventNames }: Rules): Fate | null {
  if (filterMode !== "allow" && filterMode !== "deny") {
    return null;
  }
  const named = eventNames.has(filterName(row));
  return named === (filterMode === "allow")
    ? null
    : { stage: "filtered", code: "filter", reason: filterWords[filterMode] ?? "" };
}

function callIn(row: CallRow): JsonObject {
  return callOf({
    ...row,
    properties: JSON.parse(row.properties) as JsonObject,
    context: JSON.parse(row.context) as JsonObject,
    extras: row.extras === null ? null : (JSON.parse(row.extras) as JsonObject),
  });
}

/** What a call becomes, or why nothing of it is sent. Pure. */
export function planCall(row: CallRow, rules: Rules): PlannedCall {
  const planned: PlannedCall = {
    tx: row.tx,
    seq: row.seq,
    personId: row.personId,
    name: row.name,
    messageId: row.messageId,
    receivedMs: row.receivedAt.getTime(),
    records: [],
    warnings: [],
    fate: filtered(row, rules),
  };
  if (planned.fate) {
    return planned;
  }
  const { lane } = rules;
  const mapped = lane.map(callIn(row));
  if (mapped.error !== undefined) {
    const { error: reason, leftOut } = mapped;
    planned.fate =
      leftOut === undefined
        ? { stage: "unmapped", code: "mapping", reason }
        : { stage: "filtered", code: leftOut, reason };
    return planned;
  }
  const warnings = new Map<string, string>();
  for (const record of mapped.records) {
    const text = JSON.stringify(record.record);
    const repeatable = lane.isRepeatable(record);
    planned.records.push({ kind: record.kind, text, bytes: Buffer.byteLength(text), repeatable });
    for (const { severity, code, message } of lane.lint(record)) {
      if (severity === "drop") {
        warnings.set(code, message);
      }
    }
  }
  planned.warnings = [...warnings].map(([code, reason]) => ({ code, reason }));
  return planned;
}
