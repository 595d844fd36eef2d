import type { Json, JsonObject } from "../kernel/json.ts";
import { render } from "../templates/render.ts";
import { parseTemplate } from "../templates/template.ts";
import type { RenderOptions } from "../templates/types.ts";
import type { JourneyEvent } from "./matching/events.ts";
import type { Effect } from "./nodes/step.ts";

type ProfileUpdates = Extract<Effect, { kind: "update_profile" }>["updates"];

/** Contracts §1.6: of more the oldest go. */
const MOST_VALUES = 100;

/** Numbers, true and false are kept as what they are, so that filters of these kinds find them. */
function typed(text: string): Json {
  if (text === "true" || text === "false") {
    return text === "true";
  }
  // "Infinity" and "NaN" are words: JSON has no such numbers.
  return text !== "" && Number.isFinite(Number(text)) && String(Number(text)) === text ? Number(text) : text;
}

const listOf = (value: Json | undefined): Json[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const isSame = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What a change of the profile sets, by the name of the property; null: it goes, as the last of its values was removed
 * (contracts §1.6). Of one whose text cannot be made, or speaks of what the last event has not, nothing. The simulator and the
 * engine both work it out here.
 */
export function profileChanges(
  properties: JsonObject,
  updates: ProfileUpdates,
  last: Pick<JourneyEvent, "properties"> | null,
  options: RenderOptions,
): JsonObject {
  const changes: JsonObject = {};
  for (const { property, how, value } of updates) {
    const made = render(
      parseTemplate(value, "text", property),
      { Profile: {}, Event: last?.properties ?? {} },
      options,
    );
    if (made.aborted !== undefined || made.missing.length > 0) {
      continue;
    }
    const next = typed(made.text);
    const now = properties[property];
    if (how === "set") {
      changes[property] = next;
    } else if (how === "add") {
      const list = listOf(now);
      changes[property] = list.some((each) => isSame(each, next))
        ? list
        : [...list, next].slice(-MOST_VALUES);
    } else if (now !== undefined) {
      const left = listOf(now).filter((each) => !isSame(each, next));
      changes[property] = left.length > 0 ? left : null;
    }
  }
  return changes;
}

/** A profile's properties after such a change. */
export function withChanges(properties: JsonObject, changes: JsonObject): JsonObject {
  const next = { ...properties, ...changes };
  for (const property of Object.keys(changes)) {
    if (changes[property] === null) {
      delete next[property];
    }
  }
  return next;
}
