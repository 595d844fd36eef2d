import type { Json, JsonObject } from "./json.ts";

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
