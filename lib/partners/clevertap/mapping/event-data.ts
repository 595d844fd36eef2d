import type { JsonObject } from "../../../kernel/json.ts";
import { CHARGED, ITEMS } from "../limits.ts";
import { flatValue } from "./flat-value.ts";

/**
 * Properties of an event with lists and objects as JSON text; only the items of a purchase stay a list. Gives back the
 * properties themselves where nothing is to be changed.
 */
export function eventDataOf(properties: JsonObject, eventName: string): JsonObject {
  let data = properties;
  for (const key of Object.keys(properties)) {
    const value = properties[key];
    if (typeof value === "object" && value !== null && !(key === ITEMS && eventName === CHARGED)) {
      if (data === properties) {
        data = { ...properties };
      }
      data[key] = flatValue(value);
    }
  }
  return data;
}
