import type { ChannelLimit } from "../../campaigns/rules-schema.ts";
import { type VerdictCode, verdictOf } from "../../campaigns/verdicts.ts";
import type { OpenChannel, Recipient } from "../../channels/channel.ts";
import type { Encode } from "../../delivery/chunk.ts";
import { isOverFrequency } from "../../delivery/when/frequency.ts";
import { quietUntil } from "../../delivery/when/quiet-until.ts";
import { zoneOr } from "../../delivery/when/zone-or.ts";
import type { JourneySettings } from "../document.ts";
import type { MessageSettings } from "../nodes/engagement/schema.ts";
import type { PendingRow } from "./pending-store.ts";
import type { ClaimedSender } from "./sender-store.ts";

/** What booking needs of one message. */
export type MessageEntry = {
  dueAt: Date;
  messageId: string;
  personId: string;
  at: Date;
  /** When it was made, by the clock of the process. */
  madeMs: number;
  /** Why it does not leave; null: it does. */
  back: { code: VerdictCode; reason: string | null } | { until: Date } | null;
};

export type Encoding = {
  sender: ClaimedSender;
  channel: OpenChannel;
  message: MessageSettings;
  settings: JourneySettings;
  /** of all campaigns and journeys of the channel; null: none, or this journey does not heed it */
  limit: ChannelLimit | null;
  /** What this turn sent to somebody, whose page may have been read before. */
  sent: Map<string, { count: number; lastMs: number }>;
  now(): Date;
};

const NOTHING = { text: "", bytes: 0 };
const ids = ["user_id", "email", "phone", "anonymous_id", "device_id"] as const;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function recipientOf(row: PendingRow, tokens: Recipient["tokens"]): Recipient {
  return {
    personId: row.isNow ?? row.personId,
    ids: Object.fromEntries(ids.map((kind) => [kind, row[kind]])),
    properties: row.properties ?? {},
    tokens,
    messageId: row.messageId,
    timestamp: new Date(Math.max(row.dueAt.getTime(), row.at.getTime())).toISOString(),
  };
}

function isOverLimit({ limit, sent }: Encoding, row: PendingRow, now: Date): boolean {
  if (!limit) {
    return false;
  }
  const turn = sent.get(row.isNow ?? "");
  const lastMs = Math.max(row.gotLast?.getTime() ?? 0, turn?.lastMs ?? 0);
  const rests =
    limit.dwellMinutes !== null && lastMs > 0 && now.getTime() - lastMs < limit.dwellMinutes * MINUTE_MS;
  return rests || row.got + (turn?.count ?? 0) >= limit.messages;
}

/** Whether they got what this node sends as often as they may. */
function isOverOwn({ message: { frequency }, sent }: Encoding, row: PendingRow, now: Date): boolean {
  const turn = sent.get(row.isNow ?? "");
  const lastMs = Math.max(row.gotHereLast?.getTime() ?? 0, turn?.lastMs ?? 0);
  return isOverFrequency(frequency, { got: row.gotHere + (turn?.count ?? 0), lastMs }, now.getTime());
}

/** Quiet hours that began while the message waited. */
function quietBack(
  { message, settings, sender }: Encoding,
  row: PendingRow,
  now: Date,
): MessageEntry["back"] {
  const { quiet, zone } = settings;
  if (!quiet || message.ignoreQuiet) {
    return null;
  }
  const loud = quietUntil(quiet.hours, zone === "user" ? zoneOr(row.zone, sender.zone) : sender.zone, now);
  if (loud !== null && loud <= now) {
    return null;
  }
  return quiet.mode === "delay"
    ? { until: loud ?? new Date(now.getTime() + DAY_MS) }
    : { code: "user_dnd", reason: null };
}

function heldBack(
  encoding: Encoding,
  row: PendingRow,
  recipient: Recipient,
  now: Date,
): MessageEntry["back"] {
  if (row.isNow === null) {
    return { code: "gone", reason: null };
  }
  if (row.leaving) {
    return { code: "unknown", reason: null };
  }
  if (row.unsubscribed) {
    return { code: "unsubscribed", reason: null };
  }
  const unreachable = encoding.channel.unreachable(recipient);
  if (unreachable) {
    return { code: verdictOf(unreachable.code), reason: unreachable.reason };
  }
  return isOverOwn(encoding, row, now) || isOverLimit(encoding, row, now)
    ? { code: "frequency", reason: null }
    : quietBack(encoding, row, now);
}

/** Decides about every message in the queue, and makes those that leave. */
export function messageEncoder(
  encoding: Encoding,
): Encode<PendingRow & { tokens?: Recipient["tokens"] }, MessageEntry> {
  const { sender, channel, message, sent } = encoding;
  return (row) => {
    const now = encoding.now();
    const recipient = recipientOf(row, row.tokens ?? []);
    const { dueAt, messageId, at } = row;
    const entry: MessageEntry = {
      dueAt,
      messageId,
      at,
      madeMs: performance.now(),
      personId: recipient.personId,
      back: heldBack(encoding, row, recipient, now),
    };
    if (entry.back) {
      return { entry, encoded: { ...NOTHING, problem: { code: "held", reason: "" } } };
    }
    const composed = channel.compose(recipient, {
      variables: {
        Event: row.event ?? undefined,
        Campaign: { campaignId: sender.number, name: sender.name },
      },
      options: { now, timeZone: sender.zone },
      missing: message.missing,
    });
    if (composed.skipped) {
      const { code, reason } = composed.skipped;
      entry.back = { code: verdictOf(code), reason };
      return { entry, encoded: { ...NOTHING, problem: { code, reason } } };
    }
    const encoded = channel.lane.encode(composed.message, recipient);
    if (!encoded.problem) {
      const known = sent.get(recipient.personId);
      sent.set(recipient.personId, { count: (known?.count ?? 0) + 1, lastMs: now.getTime() });
    }
    return { entry, encoded };
  };
}
