import type { OpenChannel, Recipient } from "../../channels/channel.ts";
import type { Encode } from "../../delivery/chunk.ts";
import type { Json } from "../../kernel/json.ts";
import { heldIn } from "../held-values.ts";
import { messageIdOf, referenceOf } from "../message-id.ts";
import type { VerdictCode } from "../verdicts.ts";
import { verdictOf } from "../verdicts.ts";
import type { ControlOf } from "./control.ts";
import type { HeldBack, Sent } from "./hold-back.ts";
import type { PendingRow } from "./pending-store.ts";
import type { ClaimedRun } from "./run-store.ts";

/** What booking needs of one message. */
export type RunEntry = {
  /** As the queue has it. */
  personId: string;
  /** Who they are now. */
  isNow: string;
  occasion: string;
  dueAt: Date;
  at: Date;
  eventTx: string | null;
  callId: string | null;
  /** Why it does not leave; null: it does. */
  back: { code: VerdictCode; reason: string | null; group?: string } | { until: Date } | null;
};

export type Encoding = {
  run: ClaimedRun;
  channel: OpenChannel;
  /** Null for a batch, whose people were looked at when they qualified. */
  control: ControlOf | null;
  holdBack(row: PendingRow, now: Date, sent?: Sent, isControl?: boolean): HeldBack | null;
  /** Messages that may still go out under a cap; null: there is none. */
  room: Room | null;
  /** live: what this turn sent to somebody, or kept from them, whose page may have been read before. */
  sent: Map<string, Sent> | null;
  /** Those who do not meet the filter. */
  filtered: ReadonlySet<string>;
  /** Becomes true where it depends on messages that are on their way whether somebody gets theirs: they are looked at again. */
  undecided: boolean;
  now(): Date;
};

/** What a cap still lets out. `left` counts down; `isSpent`: there was nothing left before the first message was made. */
export type Room = { left: number; isSpent: boolean; code: VerdictCode };

const NOTHING = { text: "", bytes: 0 };
const ids = ["user_id", "email", "phone", "anonymous_id", "device_id"] as const;

export function recipientOf(
  run: Pick<ClaimedRun, "id">,
  row: Pick<
    PendingRow,
    "isNow" | "personId" | "occasion" | "at" | "dueAt" | "properties" | (typeof ids)[number]
  >,
  tokens: Recipient["tokens"] = [],
): Recipient {
  return {
    personId: row.isNow ?? row.personId,
    ids: Object.fromEntries(ids.map((kind) => [kind, row[kind]])),
    properties: row.properties ?? {},
    tokens,
    messageId: messageIdOf(run.id, row.personId, row.occasion),
    // When it is to go out, and not when the person qualified; kept with the queue, so a repeat says the same.
    timestamp: new Date(Math.max(row.dueAt.getTime(), row.at.getTime())).toISOString(),
  };
}

/** The constant event property of somebody: of a batch the list that was kept, of a live campaign the one value, or several. */
function constantOfRow(kind: ClaimedRun["kind"], same: string | null): Json | undefined {
  return same === null ? undefined : kind === "batch" ? (JSON.parse(same) as Json) : heldIn(same);
}

/** What the texts of a message may speak of. */
export function occasionOf(
  run: Pick<ClaimedRun, "kind" | "reference" | "name" | "timeZone" | "document">,
  row: { at: Date; event: Json; payload: Json; same: string | null },
  now: Date,
): Parameters<OpenChannel["compose"]>[1] {
  return {
    variables: {
      Event: (row.event ?? undefined) as never,
      ExternalTrigger: (row.payload ?? undefined) as never,
      ConstantEventProperty: constantOfRow(run.kind, row.same),
      Campaign: { campaignId: referenceOf(run, row.at), name: run.name },
    },
    options: { now, timeZone: run.timeZone },
    missing: run.document.what.missing,
  };
}

/** Stays where it is in the queue: what is on its way may be refused, and then counts against nothing. */
function undecided(encoding: Encoding, { dueAt }: PendingRow): RunEntry["back"] {
  encoding.undecided = true;
  return { until: dueAt };
}

/** Remembers a message that leaves, or that is kept from somebody, for those of the same person further back. */
function noteSent({ sent }: Encoding, personId: string, occasion: string, now: Date): void {
  if (sent) {
    const occasions = sent.get(personId)?.occasions ?? [];
    occasions.push(occasion);
    sent.set(personId, { occasions, lastMs: now.getTime() });
  }
}

function heldBack(encoding: Encoding, row: PendingRow, recipient: Recipient, now: Date): RunEntry["back"] {
  const { channel, control, room, sent, filtered } = encoding;
  const group = control?.(recipient.personId) ?? null;
  const isControl = group !== null;
  const onTheirWay = sent?.get(recipient.personId);
  const back = encoding.holdBack(row, now, onTheirWay, isControl);
  const isOver = back !== null && "code" in back && back.code === "frequency";
  if (isOver && onTheirWay && !encoding.holdBack(row, now, undefined, isControl)) {
    return undecided(encoding, row);
  }
  if (back) {
    return "until" in back ? back : { code: back.code, reason: null };
  }
  if (filtered.has(recipient.personId)) {
    return { code: "not_qualified", reason: null };
  }
  const unreachable = channel.unreachable(recipient);
  if (unreachable) {
    return { code: verdictOf(unreachable.code), reason: unreachable.reason };
  }
  if (group !== null) {
    noteSent(encoding, recipient.personId, row.occasion, now);
    return { code: "control_group", reason: null, group };
  }
  if (room === null || room.left > 0) {
    return null;
  }
  return room.isSpent ? { code: room.code, reason: null } : undecided(encoding, row);
}

/** Decides about everybody in the queue, and makes the messages of those who get one. */
export function runEncoder(
  encoding: Encoding,
): Encode<PendingRow & { tokens?: Recipient["tokens"] }, RunEntry> {
  const { run, channel, room } = encoding;
  return (row) => {
    const now = encoding.now();
    const recipient = recipientOf(run, row, row.tokens);
    const entry: RunEntry = {
      personId: row.personId,
      isNow: recipient.personId,
      occasion: row.occasion,
      dueAt: row.dueAt,
      at: row.at,
      eventTx: row.eventTx,
      callId: row.callId,
      back: heldBack(encoding, row, recipient, now),
    };
    if (entry.back) {
      return { entry, encoded: { ...NOTHING, problem: { code: "held", reason: "" } } };
    }
    const composed = channel.compose(recipient, occasionOf(run, row, now));
    if (composed.skipped) {
      const { code, reason } = composed.skipped;
      entry.back = { code: verdictOf(code), reason };
      return { entry, encoded: { ...NOTHING, problem: { code, reason } } };
    }
    const encoded = channel.lane.encode(composed.message, recipient);
    if (!encoded.problem) {
      if (room) {
        room.left -= 1;
      }
      noteSent(encoding, recipient.personId, row.occasion, now);
    }
    return { entry, encoded };
  };
}
