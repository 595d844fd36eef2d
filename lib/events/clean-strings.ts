import type { Json, JsonObject } from "../kernel/json.ts";
import { storableText } from "../kernel/storable-text.ts";
import { callLimits } from "./call.ts";

/** Cleaned, two of these that differ could become one, and so could their people: what is wrong with them is refused. */
const ids = new Set(["userId", "anonymousId", "previousId", "groupId", "messageId"]);

function cleanedAt(value: Json, level: number): Json {
  if (typeof value === "string") {
    return storableText(value);
  }
  // What is nested deeper is refused for that.
  if (typeof value !== "object" || value === null || level > callLimits.levels) {
    return value;
  }
  return Array.isArray(value)
    ? value.map((item) => cleanedAt(item, level + 1))
    : Object.fromEntries(
        Object.entries(value).map(([key, item]) => [storableText(key), cleanedAt(item, level + 1)]),
      );
}

/**
 * A call, or what its batch shares, with all of its strings and names so that they can be stored, but for the ids. RudderStack's
 * server cleans them, too: a letter is no reason to lose an order.
 */
export function withCleanStrings(call: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(call).map(([key, item]) =>
      ids.has(key) ? [key, item] : [storableText(key), cleanedAt(item, 2)],
    ),
  );
}
