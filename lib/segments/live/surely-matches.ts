import type { Json, JsonObject } from "../../kernel/json.ts";
import type { EventFilter, PropertyPath } from "../definition.ts";
import type { ValueTest } from "../value-test.ts";

/** The single value at a path; undefined where a list stands on the way or at its end: those are for PostgreSQL. */
function scalarAt(document: JsonObject, path: PropertyPath): Json | undefined {
  let value: Json | undefined = document;
  for (const key of path) {
    if (value === null || typeof value !== "object" || Array.isArray(value) || !Object.hasOwn(value, key)) {
      return;
    }
    value = value[key];
  }
  return typeof value === "object" ? undefined : value;
}

/** Both numbers were written by JavaScript, so that PostgreSQL's decimals stand in the same order. */
const comparisons: Partial<Record<ValueTest["op"], (a: number, b: number) => boolean>> = {
  equals: (a, b) => a === b,
  greater_than: (a, b) => a > b,
  greater_than_equals: (a, b) => a >= b,
  less_than: (a, b) => a < b,
  less_than_equals: (a, b) => a <= b,
};

function surelyPasses(test: ValueTest, value: Json): boolean {
  switch (test.type) {
    case "any":
      return test.op === "is_set" && value !== "";
    case "text":
      return test.op === "equals"
        ? value === test.value
        : test.op === "any_of" && typeof value === "string" && test.values.includes(value);
    case "number":
      return (
        typeof value === "number" && "value" in test && (comparisons[test.op]?.(value, test.value) ?? false)
      );
    case "boolean":
      return test.op === "equals" && value === test.value;
    default:
      return false;
  }
}

/**
 * True when PostgreSQL would surely let an event through these filters. It says so only of what is plain: single values
 * tested for being something; the rest is asked there (`mayMatch` is its opposite: what surely is let through by nobody).
 */
export function surelyMatches(
  where: readonly EventFilter[],
  event: { properties: JsonObject; context: JsonObject },
): boolean {
  return where.every(({ of, path, test }) => {
    const value = scalarAt(event[of], path);
    return value !== undefined && surelyPasses(test, value);
  });
}
