import { callOf } from "../events/stored-call.ts";
import type { AcceptedRow, RefusedCall } from "./calls-store.ts";
import type { CallView } from "./schema.ts";

export function acceptedView(row: AcceptedRow): CallView {
  return {
    id: `${row.tx}-${row.seq}`,
    at: row.receivedAt.toISOString(),
    timestamp: row.timestamp.toISOString(),
    type: row.type,
    name: row.name,
    messageId: row.messageId,
    userId: row.userId,
    anonymousId: row.anonymousId,
    personId: row.personId,
    outcome: "accepted",
    status: 200,
    reason: "",
    field: "",
    call: callOf(row),
    bodyText: null,
  };
}

export function refusedView(row: RefusedCall): CallView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    timestamp: null,
    type: row.call,
    name: row.call,
    messageId: null,
    userId: null,
    anonymousId: null,
    personId: null,
    outcome: "refused",
    status: row.status,
    reason: row.reason,
    field: row.field,
    call: null,
    bodyText: row.body,
  };
}
