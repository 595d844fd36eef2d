import { isJsonObject, type JsonObject } from "../../kernel/json.ts";
import type { CallLane, CallRecord, MappedCall } from "../connector.ts";
import { eventsThere } from "./events-there.ts";
import { lintRecord } from "./lint.ts";
import { mapCall } from "./map.ts";
import { isWanted } from "./mapping/integrations.ts";
import type { MappingSettings } from "./mapping/mapped-call.ts";
import { uploadLane } from "./upload.ts";

/** Device tokens in one request (CleverTap's page on uploading them). */
const MOST_TOKENS = 100;

const counts = (value: unknown) =>
  isJsonObject(value) && (Object.hasOwn(value, "$incr") || Object.hasOwn(value, "$decr"));

/** An event that comes twice is counted twice, and so is what a profile adds to a number. */
const repeatable: Record<string, (record: JsonObject) => boolean> = {
  profile: ({ profileData }) => !isJsonObject(profileData) || !Object.values(profileData).some(counts),
  token: () => true,
};

function isRepeatable({ kind, record }: CallRecord): boolean {
  return Object.hasOwn(repeatable, kind) && repeatable[kind]?.(record) === true;
}

/** Errors of the mapping that say: such calls are not sent, and nothing is wrong with them (contracts §7.11). */
const leftOut = new Map([
  ["userId, not present cannot track anonymous user", "anonymous"],
  ["Message type not supported", "type_not_supported"],
]);

const SWITCHED_OFF: MappedCall = {
  error: "The call's integrations say that it is not for CleverTap.",
  leftOut: "integrations",
};

function mapWith(call: JsonObject, settings: MappingSettings): MappedCall {
  if (!isWanted(call)) {
    return SWITCHED_OFF;
  }
  const mapped = mapCall(call, settings);
  return mapped.error !== undefined ? { ...mapped, leftOut: leftOut.get(mapped.error) } : mapped;
}

/** Calls as profiles, events and device tokens of the Upload API. `settings`: the switches of the kit's `calls`. */
export function clevertapCalls(settings: Record<string, boolean>): CallLane {
  const { trackAnonymous = false, objectIdMapping = false } = settings;
  return {
    ...uploadLane,
    map: (call) => mapWith(call, { trackAnonymous, objectIdMapping }),
    lint: ({ record }) => lintRecord(record),
    mostOfKind: { token: MOST_TOKENS },
    isRepeatable,
    alreadyThere: eventsThere,
  };
}
