import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { eventFilter } from "../../segments/definition.ts";
import { filterWords } from "../../segments/test-words.ts";
import { wait } from "../clocks.ts";
import { partOf } from "./node-kind.ts";

const types: Record<string, string> = { page: "any page", screen: "any screen" };

/** Names of events in a sentence: "Registered, AddToCart or Paid". */
export function eventWords(asked: Json | undefined): string {
  const events = isJsonObject(asked) && Array.isArray(asked.events) ? asked.events : [];
  const names = events.flatMap((each) => {
    if (!isJsonObject(each)) {
      return [];
    }
    const name = typeof each.name === "string" && each.name !== "" ? each.name : types[String(each.type)];
    return name === undefined ? [] : [name];
  });
  return names.length === 0
    ? "…"
    : names.length === 1
      ? (names[0] ?? "…")
      : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** " where price > 50 and currency is USD"; nothing where nothing is asked of the event. */
export function whereWords(where: Json | undefined): string {
  const filters = objectsIn(where).map((each) => partOf(eventFilter, each));
  return filters.length === 0
    ? ""
    : ` where ${filters.map((each) => (each ? filterWords(each) : "…")).join(" and ")}`;
}

/** Events with what is asked of them: "Registered or Paid where price > 50". */
export const askedWords = (asked: Json | undefined): string =>
  eventWords(asked) + whereWords(isJsonObject(asked) ? asked.where : undefined);

/** That not everybody is meant who does it. */
export const someWords = (filter: Json | undefined): string => (filter ? ", only some people" : "");

/** By which other way somebody leaves who does not come on. */
export const timeoutWords = (timeout: Json | undefined): string =>
  timeout ? `, or Node timeout after ${waitWords(timeout)}` : "";

/** "3 days", "1 hour". */
export function waitWords(value: Json | undefined): string {
  const read = partOf(wait, value);
  return read ? `${read.count} ${read.count === 1 ? read.unit.slice(0, -1) : read.unit}` : "…";
}

export const pathWords = (path: Json | undefined): string =>
  Array.isArray(path) && path.length > 0 ? path.join(" › ") : "…";

/** The objects of a list in a draft. */
export const objectsIn = (list: Json | undefined): JsonObject[] =>
  Array.isArray(list) ? list.filter(isJsonObject) : [];

/** A text of a draft; empty where it holds none. */
export const textIn = (value: Json | undefined): string => (typeof value === "string" ? value : "");
