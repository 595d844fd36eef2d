import type { Json, JsonObject } from "../../kernel/json.ts";
import type { EventFilter } from "../definition.ts";
import type { ValueTest } from "../value-test.ts";

/** Every value that a path may mean in a document, through whatever lists; rather too many than too few. */
function valuesAt(document: Json, path: readonly string[]): Json[] {
  let found: Json[] = [document];
  for (const key of path) {
    found = found.flatMap((each) => (Array.isArray(each) ? each.flat(6) : [each]) as Json[]);
    found = found.flatMap((each) =>
      each !== null && typeof each === "object" && !Array.isArray(each) && Object.hasOwn(each, key)
        ? [each[key] as Json]
        : [],
    );
  }
  return found.flatMap((each) => (Array.isArray(each) ? [each, ...(each.flat(6) as Json[])] : [each]));
}

const compare: Record<string, (a: number, b: number) => boolean> = {
  equals: (a, b) => a === b,
  greater_than: (a, b) => a > b,
  greater_than_equals: (a, b) => a >= b,
  less_than: (a, b) => a < b,
  less_than_equals: (a, b) => a <= b,
};

function mayPass(test: ValueTest, values: readonly Json[]): boolean {
  switch (test.type) {
    case "text":
      if (test.op === "equals") {
        return values.includes(test.value);
      }
      return test.op === "any_of"
        ? values.some((each) => typeof each === "string" && test.values.includes(each))
        : true;
    case "number": {
      const passes = compare[test.op];
      return passes && "value" in test
        ? values.some((each) => typeof each === "number" && passes(each, test.value))
        : true;
    }
    case "boolean":
      return test.op === "equals" ? values.includes(test.value) : true;
    default:
      return true;
  }
}

/**
 * False when an event surely is not one that filters let through. It never says so of one that PostgreSQL would count: what
 * it is not sure of may be, and is looked at there.
 */
export function mayMatch(
  where: readonly EventFilter[],
  event: { properties: JsonObject; context: JsonObject },
): boolean {
  return where.every(({ of, path, test }) => mayPass(test, valuesAt(event[of], path)));
}
