import fc from "fast-check";
import { isJsonObject, type Json } from "../kernel/json.ts";

type Path = (string | number)[];

function* pathsIn(value: Json, at: Path = []): Generator<Path> {
  const parts = Array.isArray(value)
    ? [...value.entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  for (const [key, part] of parts) {
    yield [...at, key];
    yield* pathsIn(part as Json, [...at, key]);
  }
}

function changed(whole: Json, path: Path, to: Json | undefined): Json {
  // Parts that stand in several places are of their own in each.
  const copy = JSON.parse(JSON.stringify(whole)) as Json;
  let holder = copy as Record<string | number, Json>;
  for (const key of path.slice(0, -1)) {
    holder = holder[key] as Record<string | number, Json>;
  }
  const last = path.at(-1) ?? "";
  if (to === undefined) {
    delete holder[last];
  } else {
    holder[last] = to;
  }
  return JSON.parse(JSON.stringify(copy)) as Json;
}

/** A document as a program may get it wrong: one part of it is missing, or something else stands in its place. */
export function oneOff(whole: Json): fc.Arbitrary<Json> {
  const instead = fc.constantFrom<(Json | undefined)[]>(undefined, null, "x", 7, {}, [], [null]);
  return fc.tuple(fc.constantFrom(...pathsIn(whole)), instead).map(([path, to]) => changed(whole, path, to));
}
