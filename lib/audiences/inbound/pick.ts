import type { Json, JsonObject } from "../../kernel/json.ts";

/**
 * A field in whatever case it is spelled (`objectId`, `ObjectId`): CleverTap's two pages on the same body differ in it. The
 * spelling that is asked for wins over others; null counts as absent.
 */
export function pick(object: JsonObject, name: string): Json | undefined {
  const exact = Object.hasOwn(object, name) ? object[name] : undefined;
  if (exact !== undefined && exact !== null) {
    return exact;
  }
  const wanted = name.toLowerCase();
  for (const [key, value] of Object.entries(object)) {
    if (value !== null && key.length === wanted.length && key.toLowerCase() === wanted) {
      return value;
    }
  }
  return undefined;
}
