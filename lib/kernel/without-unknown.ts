import type { z } from "zod";

/**
 * A value without the keys that its schema refuses as unknown; otherwise as it is, right or wrong. For what was frozen while the
 * schema left such keys out instead of refusing them: it goes on meaning what it meant then.
 */
export function withoutUnknown(schema: z.ZodType, given: unknown): unknown {
  const { error } = schema.safeParse(given);
  const places = (error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [],
  );
  if (places.length === 0) {
    return given;
  }
  const known = structuredClone(given);
  for (const place of places) {
    const holder = place
      .slice(0, -1)
      .reduce<unknown>((value, key) => Reflect.get(value as object, key), known);
    Reflect.deleteProperty(holder as object, place.at(-1) as PropertyKey);
  }
  return known;
}
