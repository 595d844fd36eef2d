/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** True for plain JSON objects, not for arrays and null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isNested = (value: Json): value is Json[] | JsonObject => typeof value === "object" && value !== null;

/** Whether objects and lists stand in each other in more than so many levels, however many: nothing here calls itself. */
export function isDeeperThan(value: Json, levels: number): boolean {
  let inside = [value].filter(isNested);
  for (let level = 0; level < levels && inside.length > 0; level += 1) {
    inside = inside.flatMap((each) => Object.values(each).filter(isNested));
  }
  return inside.length > 0;
}
