import type { Json, JsonObject } from "../kernel/json.ts";
import { nameFromTraits } from "../kernel/name-from-traits.ts";

export type TraitChange = { set: JsonObject; unset: string[]; name: string | null };

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
