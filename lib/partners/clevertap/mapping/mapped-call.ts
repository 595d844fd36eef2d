import type { JsonObject } from "../../../kernel/json.ts";
import type { CallRecord } from "../../connector.ts";

/** What a destination's settings say about the mapping. */
export type MappingSettings = {
  /** "Enable track for anonymous users": events of people who have no user ID are sent as well. */
  trackAnonymous: boolean;
  /** "Use CleverTap ObjectId for Mapping": visitors' ids become object IDs, and device tokens are sent. */
  objectIdMapping: boolean;
};

/** One record of an upload, which may share parts with the call it came from: neither is to be changed. */
export type MappedRecord = CallRecord & {
  kind: "profile" | "event" | "token";
  /** `objectId` or `identity` at the record's root as text: records of one user keep their order. Null: nobody's. */
  user: string | null;
};

/** The records of a call, a profile before its device token, or why there are none. */
export type MappedCall =
  | { records: MappedRecord[]; error?: undefined }
  | { error: string; records?: undefined };

function userOf({ objectId, identity }: JsonObject): string | null {
  const id = objectId ?? identity;
  if (typeof id === "string") {
    return id;
  }
  return typeof id === "number" || typeof id === "boolean" ? String(id) : null;
}

export function mapped(kind: MappedRecord["kind"], record: JsonObject): MappedRecord {
  return { kind, record, user: userOf(record) };
}
