import { DateTime } from "luxon";
import type { Json, JsonObject } from "../../kernel/json.ts";
import type { PropertyPath } from "../../segments/definition.ts";
import type { Span, ValueTest } from "../../segments/value-test.ts";
import { readMoment } from "./read-moment.ts";

/** Days are those of a zone, counted from a moment. */
export type Clocks = { now: Date; zone: string };

type Of<Type extends ValueTest["type"]> = Extract<ValueTest, { type: Type }>;

/** Every value that a path means in a document, through the lists on its way. */
function valuesAt(document: JsonObject, path: PropertyPath): Json[] {
  let found: Json[] = [document];
  for (const key of path) {
    found = found
      .flatMap((each) => (Array.isArray(each) ? each : [each]))
      .flatMap((each) =>
        each !== null && typeof each === "object" && !Array.isArray(each) && Object.hasOwn(each, key)
          ? [each[key] as Json]
          : [],
      );
  }
  return found;
}

function textPasses(test: Of<"text">, texts: string[]): boolean {
  const lower = texts.map((each) => each.toLowerCase());
  switch (test.op) {
    case "equals":
    case "not_equals":
      return texts.includes(test.value);
    case "contains":
    case "does_not_contain":
      return lower.some((each) => each.includes(test.value.toLowerCase()));
    case "starts_with":
      return lower.some((each) => each.startsWith(test.value.toLowerCase()));
    case "ends_with":
      return lower.some((each) => each.endsWith(test.value.toLowerCase()));
    case "all_of":
      return test.values.every((each) => texts.includes(each));
    default:
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

function shifted({ now, zone }: Clocks, { count, unit }: Span, direction: 1 | -1): DateTime {
  return DateTime.fromJSDate(now, { zone }).plus({ [unit]: direction * count });
}

function momentPasses(test: Of<"date">, at: Date, clocks: Clocks): boolean {
  const day = DateTime.fromJSDate(at, { zone: clocks.zone }).toFormat("yyyy-MM-dd");
  switch (test.op) {
    case "on":
      return day === test.value;
    case "before":
      return day < test.value;
    case "after":
      return day > test.value;
    case "between":
      return day >= test.values[0] && day <= test.values[1];
    case "in_last":
      return at >= shifted(clocks, test.value, -1).toJSDate() && at <= clocks.now;
    case "before_last":
      return at < shifted(clocks, test.value, -1).toJSDate();
    case "in_next":
      return at >= clocks.now && at < shifted(clocks, test.value, 1).toJSDate();
    default: {
      const days = test.op === "days_ago" ? -test.value : test.value;
      const wanted = DateTime.fromJSDate(clocks.now, { zone: clocks.zone }).plus({ days });
      if (!test.yearly) {
        return day === wanted.toFormat("yyyy-MM-dd");
      }
      const own = wanted.toFormat("MM-dd");
      // Who was born on 29 February is not left out in other years.
      return day.slice(5) === own || (own === "02-28" && !wanted.isInLeapYear && day.endsWith("02-29"));
    }
  }
}

/** Below 0, 0 or above 0, part by part; zeros at the end say nothing. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((each) => each.split(".").map(Number));
  for (let part = 0; part < Math.max(left?.length ?? 0, right?.length ?? 0); part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

const isVersion = (value: Json): value is string =>
  typeof value === "string" && /^\d{1,9}(\.\d{1,9}){0,5}$/.test(value);

function anyPasses(test: ValueTest, values: Json[], clocks: Clocks): boolean {
  switch (test.type) {
    case "any":
      return values.some(
        (each) => each !== null && each !== "" && !(Array.isArray(each) && each.length === 0),
      );
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
      return values.some((each) => {
        const at = readMoment(each, clocks.zone);
        return at !== null && momentPasses(test, at, clocks);
      });
    case "version":
      return values.some(
        (each) => isVersion(each) && comparisons[test.op](compareVersions(each, test.value), 0),
      );
  }
}

const denials: ReadonlySet<string> = new Set(["not_equals", "does_not_contain", "none_of", "is_not_set"]);

/**
 * Whether what stands at a path meets a test, as segments ask it of PostgreSQL (segments/sql/json-test.ts): of a list one
 * element is enough, and a value that is missing or of another type meets only those tests that deny.
 */
export function passes(document: JsonObject, path: PropertyPath, test: ValueTest, clocks: Clocks): boolean {
  const found = valuesAt(document, path);
  // Presence is of the value itself, all else of a list's elements too.
  const values = test.type === "any" ? found : found.flatMap((each) => (Array.isArray(each) ? each : [each]));
  return anyPasses(test, values, clocks) !== denials.has(test.op);
}

/** The first single value at a path; null where there is none. */
export function valueAt(document: JsonObject, path: PropertyPath): Json {
  return valuesAt(document, path).find((each) => each !== null && typeof each !== "object") ?? null;
}
