import type { Json } from "../../../kernel/json.ts";

/** True for a value that a lookup takes: `false` and `0` say something, an empty text and null do not. */
export function isGiven(value: Json | undefined): value is Json {
  return Boolean(value) || value === false || value === 0;
}

/** The first value that a lookup takes (contracts §7.2); undefined where there is none. */
export function firstGiven(...values: (Json | undefined)[]): Json | undefined {
  for (const value of values) {
    if (isGiven(value)) {
      return value;
    }
  }
  return undefined;
}
