import { isJsonObject, type JsonObject } from "../kernel/json.ts";

/** A text that this module made of an object before. */
export function parseObject(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) {
    throw new Error("A record of this lane is a JSON object.");
  }
  return value;
}
