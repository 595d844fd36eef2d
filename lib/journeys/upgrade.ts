import { isJsonObject, type JsonObject } from "../kernel/json.ts";
import { parse } from "../kernel/parse.ts";
import { withoutUnknown } from "../kernel/without-unknown.ts";
import { FORMAT, type JourneyDraft, journeyDraft } from "./document.ts";
import { kindOf } from "./nodes/catalog.ts";

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

/**
 * The same of a version, whose settings were checked when it was published and are kept as they were given: what a kind has come to
 * refuse as unknown meant nothing then, and means nothing now.
 */
export function readVersion(given: unknown): JourneyDraft {
  const read = readDocument(given);
  const nodes = read.nodes.map((node) => {
    const schema = kindOf(node.kind)?.settings;
    return schema
      ? {
          ...node,
          settings: withoutUnknown(schema, node.settings) as JourneyDraft["nodes"][number]["settings"],
        }
      : node;
  });
  return { ...read, nodes };
}
