import type { JsonObject } from "../kernel/json.ts";
import type { EventFilter } from "../segments/definition.ts";

/** Filters of events and events to hold against them, in short. */
export const filter = (
  path: string[],
  test: object,
  of: "properties" | "context" = "properties",
): EventFilter => ({ of, path, test }) as EventFilter;
export const event = (properties: JsonObject, context: JsonObject = {}) => ({ properties, context });
export const text = (op: string, value: string) => ({ type: "text", op, value });
export const number = (op: string, value: number) => ({ type: "number", op, value });
