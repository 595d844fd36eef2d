import type { Json, JsonObject } from "../kernel/json.ts";
import { render } from "../templates/render.ts";
import { parseTemplate } from "../templates/template.ts";
import type { RenderOptions } from "../templates/types.ts";
import type { JourneyEvent } from "./matching/events.ts";
import type { Effect } from "./nodes/step.ts";

type Updates = Extract<Effect, { kind: "update_profile" }>["updates"];

const listOf = (value: Json | undefined): Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

function updated(before: Json | undefined, how: Updates[number]["how"], value: string): Json {
  if (how === "set") {
    return value;
  }
  const list = listOf(before);
  const rest = list.filter((each) => String(each) !== value);
  return how === "remove" ? rest : [...rest, value];
}

/**
 * A person's properties after a *User profile update* (contracts §10.2). A text that cannot be made, or that has no value
 * here, changes nothing.
 */
export function withUpdates(
  properties: JsonObject,
  updates: Updates,
  last: JourneyEvent | null,
  options: RenderOptions,
): JsonObject {
  const after = { ...properties };
  for (const { property, how, value } of updates) {
    const template = parseTemplate(value, "text", property);
    const made = render(template, { Profile: {}, Event: last?.properties ?? {} }, options);
    if (made.aborted === undefined && made.missing.length === 0) {
      after[property] = updated(after[property], how, made.text);
    }
  }
  return after;
}
