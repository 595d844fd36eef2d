import type { Json, JsonObject } from "../kernel/json.ts";
import { callLimits } from "./call.ts";

/** Cleaned, two of these that differ could become one, and so could their people: what is wrong with them is refused. */
const ids = new Set(["userId", "anonymousId", "previousId", "groupId", "messageId"]);

/**
 * Without NUL and without halves of surrogate pairs, which PostgreSQL cannot hold; half a pair is what cutting a title in the
 * middle of an emoji leaves. RudderStack's server does so too: a letter is no reason to lose an order.
 */
const cleaned = (text: string): string => text.replaceAll("\0", "").toWellFormed();

function cleanedAt(value: Json, level: number): Json {
  if (typeof value === "string") {
    return cleaned(value);
  }
  // What is nested deeper is refused for that.
  if (typeof value !== "object" || value === null || level > callLimits.levels) {
    return value;
  }
  return Array.isArray(value)
    ? value.map((item) => cleanedAt(item, level + 1))
    : Object.fromEntries(
        Object.entries(value).map(([key, item]) => [cleaned(key), cleanedAt(item, level + 1)]),
      );
}

/** A call, or what its batch shares, with all of its strings and names so that they can be stored, but for the ids. */
export function withCleanStrings(call: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(call).map(([key, item]) =>
      ids.has(key) ? [key, item] : [cleaned(key), cleanedAt(item, 2)],
    ),
  );
}
