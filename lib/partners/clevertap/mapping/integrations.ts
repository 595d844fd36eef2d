import { isJsonObject, type Json, type JsonObject } from "../../../kernel/json.ts";
import { objectOr } from "./call-parts.ts";

/** Names under which a call's `integrations` may speak of CleverTap (contracts §7.4). */
const names = ["clevertap", "Clevertap", "CleverTap", "CLEVERTAP"];

/** What a call holds for CleverTap alone. */
export function ownSettings({ integrations }: JsonObject): JsonObject {
  const given = objectOr(integrations);
  return objectOr(names.map((name) => given[name]).find(isJsonObject));
}

/**
 * Whether the sender lets a call go to CleverTap: `integrations` of the Segment and RudderStack specs switches all
 * destinations off by `All: false`, and one on or off by its name; settings of its own say that it is on.
 */
export function isWanted({ integrations }: JsonObject): boolean {
  if (!isJsonObject(integrations)) {
    return true;
  }
  const says = (value: Json | undefined) => typeof value === "boolean" || isJsonObject(value);
  const own = names.map((name) => integrations[name]).find(says);
  return (own ?? integrations.All) !== false;
}
