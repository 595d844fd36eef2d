import type { Json } from "../../../kernel/json.ts";

/** A value as one property can hold it: lists and objects become their JSON text. */
export function flatValue(value: Json): Json {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

/** A value inside a name: a text stays, everything else becomes what JSON writes for it. */
export function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
