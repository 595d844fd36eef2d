import type { ExportRecord, IdentifierSlot } from "../../partners/connector.ts";
import type { IdentifierKind } from "../../partners/kit.ts";
import { eventMessageId } from "../message-id.ts";
import type { RecordKey } from "../run-settings.ts";
import type { SourceRow } from "./source.ts";

/** The calls that are events; the others say who somebody is. */
export const eventTypes = `('track', 'page', 'screen')`;

/** A person's identifier in the words of SQL, `p` the person and `e` the event where there is one. */
const ofEvent: Record<IdentifierKind, string> = {
  // The event may have come before the person was known: the person's id is the better one, and the event's own
  // anonymous id the better one of several.
  user_id: "nullif(coalesce(p.user_id, e.user_id), '')",
  email: "nullif(p.email, '')",
  phone: "nullif(p.phone, '')",
  anonymous_id: "nullif(coalesce(e.anonymous_id, p.anonymous_id), '')",
  device_id: "nullif(p.device_id, '')",
};

const ofPerson: Record<IdentifierKind, string> = {
  user_id: "nullif(p.user_id, '')",
  email: "nullif(p.email, '')",
  phone: "nullif(p.phone, '')",
  anonymous_id: "nullif(p.anonymous_id, '')",
  device_id: "nullif(p.device_id, '')",
};

function slotColumn(slot: IdentifierSlot, columns: Record<IdentifierKind, string>): string {
  return slot.from.length === 0 ? "null" : `coalesce(${slot.from.map((kind) => columns[kind]).join(", ")})`;
}

/** One SQL expression for each slot of the partner's records. */
export function slotColumns(slots: IdentifierSlot[], of: "event" | "person"): string[] {
  return slots.map((slot) => slotColumn(slot, of === "event" ? ofEvent : ofPerson));
}

/** SQL: a moment as UTC text, which `isoOf` completes; `to_char` takes three times as long as all the rest of a row. */
export const utcText = (column: string): string => `(${column} at time zone 'UTC')::text`;

/** "2026-01-01 00:00:00.5", as `utcText` gives it, in ISO 8601 with milliseconds. */
export function isoOf(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, 23).padEnd(3, "0")}Z`;
}

/** Columns inside the page's sub-select, `e` being the table. */
export const pageColumns =
  "e.workspace_id, e.tx, e.seq, e.timestamp, e.type, e.name, e.person_id, e.user_id, e.anonymous_id, e.properties, e.context, e.extras";

/** Columns of an event's row in the order that `eventRow` reads, and the person they need. */
export function eventSelect(slots: IdentifierSlot[]): string {
  return [
    "e.tx::text",
    "e.seq::text",
    utcText("e.timestamp"),
    "e.type",
    "e.name",
    "e.person_id::text",
    "e.properties::text",
    "e.context::text",
    "e.extras->>'category'",
    ...slotColumns(slots, "event"),
  ].join(", ");
}

/** One look-up a row, which keeps the order of the page: a join of sets would have to sort whole documents again. */
export const joinPerson = `left join lateral (
  select p.user_id, p.email, p.phone, p.anonymous_id, p.device_id from people p
  where p.workspace_id = e.workspace_id and p.id = e.person_id limit 1) p on true`;

export type EventValues = [
  tx: string,
  seq: string,
  timestamp: string,
  type: string,
  name: string,
  personId: string,
  properties: string,
  context: string,
  category: string | null,
  ...ids: (string | null)[],
];

export function eventRow(exportId: string, values: EventValues, key: RecordKey): SourceRow {
  const [tx, seq, timestamp, type, name, personId, properties, context, category, ...ids] = values;
  return {
    key,
    personId,
    eventTx: tx,
    eventSeq: seq,
    record: {
      type: type as ExportRecord["type"],
      name,
      messageId: eventMessageId(exportId, seq),
      timestamp: isoOf(timestamp),
      ids,
      properties,
      context,
      category,
    },
  };
}
