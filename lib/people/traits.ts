import type { Json, JsonObject } from "../kernel/json.ts";

export type TraitChange = { set: JsonObject; unset: string[]; name: string | null };

function text(value: Json | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}

/** A person's name out of traits: `name`, else first and last name; null when there is none. At most 200 characters. */
export function nameFromTraits(traits: JsonObject): string | null {
  const first = text(traits.firstName) || text(traits.first_name);
  const last = text(traits.lastName) || text(traits.last_name);
  const name = text(traits.name) || `${first} ${last}`.trim();
  return name === "" ? null : name.slice(0, 200);
}

/** Traits of several identify calls of one person as one change, later ones winning; null removes a property. */
export function traitChange(list: readonly JsonObject[]): TraitChange {
  const merged = new Map<string, Json>();
  for (const traits of list) {
    for (const [key, value] of Object.entries(traits)) {
      merged.set(key, value);
    }
  }
  const set: [string, Json][] = [];
  const unset: string[] = [];
  for (const [key, value] of merged) {
    if (value === null) {
      unset.push(key);
    } else {
      set.push([key, value]);
    }
  }
  const all: JsonObject = Object.fromEntries(set);
  return { set: all, unset, name: nameFromTraits(all) };
}
