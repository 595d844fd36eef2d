import type { JsonObject } from "../kernel/json.ts";
import type { AcceptedRow, RefusedCall } from "./calls-store.ts";
import type { CallView } from "./schema.ts";

/** The call as it was sent, as far as it was kept. */
function callBody(row: AcceptedRow): JsonObject {
  const usesTraits = row.type === "identify" || row.type === "group";
  const isNamed = (row.type === "page" || row.type === "screen") && row.name !== row.type;
  return {
    type: row.type,
    ...(row.type === "track" && { event: row.name }),
    ...(isNamed && { name: row.name }),
    ...(row.userId !== null && { userId: row.userId }),
    ...(row.anonymousId !== null && { anonymousId: row.anonymousId }),
    messageId: row.messageId,
    timestamp: row.timestamp.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    [usesTraits ? "traits" : "properties"]: row.properties,
    context: row.context,
    ...row.extras,
  };
}

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
    call: callBody(row),
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
