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

/** One thing that is done to a property; `set` to null: it goes. */
export type ProfileChange = Pick<ProfileUpdates[number], "property" | "how"> & { value: Json };

/** What an update does. One whose text cannot be made, or speaks of what the last event has not, does nothing. */
export function madeUpdates(
  updates: ProfileUpdates,
  last: Pick<JourneyEvent, "properties"> | null,
  options: RenderOptions,
): ProfileChange[] {
  return updates.flatMap(({ property, how, value }) => {
    const made = render(
      parseTemplate(value, "text", property),
      { Profile: {}, Event: last?.properties ?? {} },
      options,
    );
    return made.aborted !== undefined || made.missing.length > 0
      ? []
      : [{ property, how, value: typed(made.text) }];
  });
}

/**
 * What changes set of a profile, one after the other, by the name of the property; null: it goes, as the last of its values was
 * removed (contracts §1.6). The simulator and the engine both work it out here.
 */
export function changesBy(properties: JsonObject, made: readonly ProfileChange[]): JsonObject {
  const changes: JsonObject = {};
  for (const { property, how, value } of made) {
    const now = Object.hasOwn(changes, property) ? changes[property] : properties[property];
    const list = listOf(now);
    if (how === "set") {
      changes[property] = value;
    } else if (how === "add") {
      changes[property] = list.some((each) => isSame(each, value))
        ? list
        : [...list, value].slice(-MOST_VALUES);
    } else if (list.some((each) => isSame(each, value))) {
      const left = list.filter((each) => !isSame(each, value));
      changes[property] = left.length > 0 ? left : null;
    }
  }
  return changes;
}

/** What an update sets of a profile. */
export const profileChanges = (
  properties: JsonObject,
  updates: ProfileUpdates,
  last: Pick<JourneyEvent, "properties"> | null,
  options: RenderOptions,
): JsonObject => changesBy(properties, madeUpdates(updates, last, options));

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
