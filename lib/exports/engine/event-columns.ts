import type { RowFields } from "../../db/copied-rows.ts";
import type { ExportRecord, IdentifierSlot } from "../../partners/connector.ts";
import type { IdentifierKind } from "../../partners/kit.ts";
import { eventMessageIds } from "../message-id.ts";
import type { RecordKey } from "../run-settings.ts";
import type { ReadJob, RowFormat } from "./source.ts";

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
  return slot.from.length === 0
    ? "null::text"
    : `coalesce(${slot.from.map((kind) => columns[kind]).join(", ")})`;
}

/** One SQL expression for each slot of the partner's records. */
export function slotColumns(slots: IdentifierSlot[], of: "event" | "person"): string[] {
  return slots.map((slot) => slotColumn(slot, of === "event" ? ofEvent : ofPerson));
}

/** Columns inside the page's sub-select, `e` being the table. */
export const pageColumns =
  "e.workspace_id, e.tx, e.seq, e.timestamp, e.type, e.name, e.person_id, e.user_id, e.anonymous_id, e.properties, e.context, e.extras";

/** Columns of an event's row in the order that `eventFormat` reads, and the person they need. */
export function eventSelect(slots: IdentifierSlot[]): string {
  return [
    "e.tx",
    "e.seq",
    "e.timestamp",
    "e.person_id",
    "e.name",
    "e.type",
    "e.properties",
    "e.context",
    "e.extras->>'category'",
    ...slotColumns(slots, "event"),
  ].join(", ");
}

/** One look-up a row, which keeps the order of the page: a join of sets would have to sort whole documents again. */
export const joinPerson = `left join lateral (
  select p.user_id, p.email, p.phone, p.anonymous_id, p.device_id from people p
  where p.workspace_id = e.workspace_id and p.id = e.person_id limit 1) p on true`;

/** Where an event stands: all that the keys of the sources are made of. */
export type EventPlace = { tx: string; seq: string; timestamp: string; name: string };

/** Rows of `eventSelect`; `before` are columns that stand before it and that `keyOf` reads. */
export function eventFormat(
  job: Pick<ReadJob, "exportId" | "slots">,
  source: { before: number; keyOf(event: EventPlace, before: RowFields): RecordKey },
): RowFormat {
  const messageId = eventMessageIds(job.exportId);
  return {
    originColumns: source.before + 5,
    origin: (fields) => {
      const before = fields.copy();
      fields.skip(source.before);
      const tx = fields.digits();
      const seq = fields.digits();
      const timestamp = fields.moment();
      const personId = fields.uuid();
      const name = fields.text();
      const key = source.keyOf({ tx, seq, timestamp, name }, before);
      return { key, personId, eventTx: tx, eventSeq: seq, name, messageId: messageId(seq) };
    },
    record: (fields) => {
      fields.skip(source.before + 1);
      const seq = fields.digits();
      const timestamp = fields.moment();
      fields.skip(1);
      return {
        name: fields.text(),
        type: fields.text() as ExportRecord["type"],
        messageId: messageId(seq),
        timestamp,
        properties: fields.json(),
        context: fields.json(),
        category: fields.textOrNull(),
        ids: job.slots.map(() => fields.textOrNull()),
      };
    },
  };
}
