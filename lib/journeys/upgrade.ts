import { isJsonObject, type JsonObject } from "../kernel/json.ts";
import { parse } from "../kernel/parse.ts";
import { FORMAT, type JourneyDraft, journeyDraft } from "./document.ts";

/** From one format to the next, by the one that it reads. */
export type Upgrades = Readonly<Record<number, (old: JsonObject) => JsonObject>>;

/** There is one format so far. */
const upgrades: Upgrades = {};

/** Brings what was written in an older format to a newer one, step by step; what is no such thing stays as it is. */
export function upgraded(given: unknown, steps: Upgrades, format: number): unknown {
  let read = given;
  while (isJsonObject(read) && typeof read.version === "number" && read.version < format) {
    const { version } = read;
    const step = steps[version];
    if (!step) {
      return read;
    }
    read = { ...step(read), version: version + 1 };
  }
  return read;
}

/** Reads a document of this or an older format. Throws `invalid` for what is none. */
export function readDocument(given: unknown): JourneyDraft {
  return parse(journeyDraft, upgraded(given, upgrades, FORMAT));
}
