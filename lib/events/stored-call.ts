import type { JsonObject } from "../kernel/json.ts";
import { asWritten, WRITTEN } from "./written-order.ts";

/** A row of the event log, as far as it holds the call. */
export type StoredCall = {
  type: string;
  name: string;
  messageId: string;
  userId: string | null;
  anonymousId: string | null;
  receivedAt: Date;
  timestamp: Date;
  properties: JsonObject;
  context: JsonObject;
  extras: JsonObject | null;
};

/**
 * The call as it was sent, as far as it was kept: everything but unknown top-level fields. Traits are those of the call
 * alone, without what its `context.traits` adds.
 */
export function callOf(row: StoredCall): JsonObject {
  const usesTraits = row.type === "identify" || row.type === "group";
  const isNamed = (row.type === "page" || row.type === "screen") && row.name !== row.type;
  const call: JsonObject = {
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
  // Stored traits that all came from the context.
  if (call.traits === null) {
    delete call.traits;
  }
  return call[WRITTEN] === undefined ? call : asWritten(call);
}
