import type { Json, JsonObject } from "../../kernel/json.ts";
import type { PropertyPath } from "../../segments/definition.ts";
import { metresBetween, readPlace, roundedPlace } from "../../segments/place.ts";
import type { ValueTest } from "../../segments/value-test.ts";
import { datePasses } from "./date-passes.ts";
import { inAnyCase } from "./in-any-case.ts";
import { readMoment } from "./read-moment.ts";
import { compareVersions, readVersion } from "./read-version.ts";

/** Days are those of a zone, counted from a moment. */
export type Clocks = { now: Date; zone: string };

type Of<Type extends ValueTest["type"]> = Extract<ValueTest, { type: Type }>;

/** What a path, or a filter, of jsonpath takes for each value: the elements of a list, any other value itself. */
const elements = (values: Json[]): Json[] => values.flatMap((each) => (Array.isArray(each) ? each : [each]));

/** Every value that a path means in a document, through the lists on its way. */
function valuesAt(document: JsonObject, path: PropertyPath): Json[] {
  let found: Json[] = [document];
  for (const key of path) {
    found = elements(found).flatMap((each) =>
      each !== null && typeof each === "object" && !Array.isArray(each) && Object.hasOwn(each, key)
        ? [each[key] as Json]
        : [],
    );
  }
  return found;
}

function textPasses(test: Of<"text">, texts: string[]): boolean {
  switch (test.op) {
    case "equals":
    case "not_equals":
      return texts.includes(test.value);
    case "contains":
    case "does_not_contain":
    case "starts_with":
    case "ends_with": {
      const pattern = inAnyCase(test);
      return texts.some((each) => pattern.test(each));
    }
    case "all_of":
      return test.values.every((each) => texts.includes(each));
    case "any_of":
    case "none_of":
      return test.values.some((each) => texts.includes(each));
  }
}

const comparisons = {
  equals: (a: number, b: number) => a === b,
  not_equals: (a: number, b: number) => a === b,
  greater_than: (a: number, b: number) => a > b,
  greater_than_equals: (a: number, b: number) => a >= b,
  less_than: (a: number, b: number) => a < b,
  less_than_equals: (a: number, b: number) => a <= b,
} as const;

function numberPasses(test: Of<"number">, numbers: number[]): boolean {
  switch (test.op) {
    case "between":
      return numbers.some((each) => each >= test.values[0] && each <= test.values[1]);
    case "all_of":
      return test.values.every((each) => numbers.includes(each));
    case "any_of":
    case "none_of":
      return test.values.some((each) => numbers.includes(each));
    default:
      return numbers.some((each) => comparisons[test.op](each, test.value));
  }
}

/** Null, an empty text and a list of nothing else say nothing; each of the two filters of the SQL looks into lists. */
const saySomething = (values: Json[]): boolean =>
  elements(elements(values).filter((each) => each !== null)).some((each) => each !== "");

function anyPasses(test: ValueTest, values: Json[], clocks: Clocks): boolean {
  switch (test.type) {
    case "any":
      return saySomething(values);
    case "text":
      return textPasses(
        test,
        values.filter((each) => typeof each === "string"),
      );
    case "number":
      return numberPasses(
        test,
        values.filter((each) => typeof each === "number"),
      );
    case "boolean":
      return values.includes(test.value);
    case "date":
      return datePasses(
        test,
        values.flatMap((each) => readMoment(each, clocks.zone) ?? []),
        clocks,
      );
    case "place":
      return values.some((each) => {
        const place = readPlace(each);
        return (
          place !== null &&
          test.places.some((circle) => metresBetween(place, roundedPlace(circle)) <= circle.metres)
        );
      });
    case "version":
      return values.some((each) => {
        const version = readVersion(each);
        return version !== null && comparisons[test.op](compareVersions(version, test.value), 0);
      });
  }
}

const denials: ReadonlySet<string> = new Set(["not_equals", "does_not_contain", "none_of", "is_not_set"]);

/**
 * Whether what stands at a path meets a test, as segments ask it of PostgreSQL (segments/sql/json-test.ts): of a list one
 * element is enough, and a value that is missing or of another type meets only those tests that deny.
 */
export function passes(document: JsonObject, path: PropertyPath, test: ValueTest, clocks: Clocks): boolean {
  const values = elements(valuesAt(document, path));
  return anyPasses(test, values, clocks) !== denials.has(test.op);
}

/** The single values at a path, out of lists too; what says nothing is none. */
export function singlesAt(document: JsonObject, path: PropertyPath): Json[] {
  return elements(valuesAt(document, path)).filter((each) => each !== null && each !== "");
}

/** The sum of the numbers at a path, 0 where there is none: what the measure `sum` of segments makes of one event. */
export function sumAt(document: JsonObject, path: PropertyPath): number {
  return singlesAt(document, path).reduce<number>(
    (total, each) => (typeof each === "number" ? total + each : total),
    0,
  );
}

/** The first single value at a path; null where there is none. */
export function valueAt(document: JsonObject, path: PropertyPath): Json {
  return valuesAt(document, path).find((each) => each !== null && typeof each !== "object") ?? null;
}
