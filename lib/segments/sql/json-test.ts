import { DEGREE_DIGITS, EARTH_METRES, roundedPlace } from "../place.ts";
import type { ValueTest } from "../value-test.ts";
import { edgesOf, yearlyDays } from "./date-edges.ts";
import { elementsOf } from "./property-sql.ts";
import type { Moment, SqlValues } from "./sql-values.ts";

type Of<Type extends ValueTest["type"]> = Extract<ValueTest, { type: Type }>;

/** A test and whether the statement says its denial. */
type Asked = { sql: string; denied: boolean };

/** Text in a jsonpath is written as in JSON. */
const quoted = (value: string): string => JSON.stringify(value);
const literally = (value: string): string => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/**
 * Whether one of a value's elements, or the value itself, is of a type and passes a filter of jsonpath, which looks into
 * the elements' elements too unless their type is asked.
 */
function anyPasses(
  json: string,
  type: "string" | "number" | "boolean",
  filter: string,
  values: SqlValues,
): string {
  return `${json} @? ${values.add(`$ ? (@.type() == "${type}" && (${filter}))`, "jsonpath")}`;
}

/** Null, an empty text and a list of nothing else say nothing, wherever in a document they stand. */
const SOMETHING = '$[*] ? (@.type() != "null") ? (@.type() != "string" || @ != "")';

function textAsked(json: string, test: Of<"text">, values: SqlValues): Asked {
  // Keys of an object would count as its elements. Asked last, of the few: the value is taken out of its document twice.
  const elements = (operator: string, list: string) =>
    `(${json} ${operator} ${list} and jsonb_typeof(${json}) <> 'object')`;
  const matches = (pattern: string) =>
    anyPasses(json, "string", `@ like_regex ${quoted(pattern)} flag "i"`, values);
  switch (test.op) {
    case "equals":
    case "not_equals":
      return { sql: elements("?", values.add(test.value, "text")), denied: test.op === "not_equals" };
    case "any_of":
    case "none_of":
      return { sql: elements("?|", values.add(test.values, "text[]")), denied: test.op === "none_of" };
    case "all_of":
      return { sql: elements("?&", values.add(test.values, "text[]")), denied: false };
    case "contains":
    case "does_not_contain":
      return { sql: matches(literally(test.value)), denied: test.op === "does_not_contain" };
    case "starts_with":
      return { sql: matches(`^${literally(test.value)}`), denied: false };
    case "ends_with":
      return { sql: matches(`${literally(test.value)}$`), denied: false };
  }
}

const comparisons = {
  equals: "==",
  not_equals: "==",
  greater_than: ">",
  greater_than_equals: ">=",
  less_than: "<",
  less_than_equals: "<=",
} as const;

function numberAsked(json: string, test: Of<"number">, values: SqlValues): Asked {
  const passes = (filter: string) => anyPasses(json, "number", filter, values);
  switch (test.op) {
    case "between":
      return { sql: passes(`@ >= ${test.values[0]} && @ <= ${test.values[1]}`), denied: false };
    case "any_of":
    case "none_of":
      return {
        sql: passes(test.values.map((value) => `@ == ${value}`).join(" || ")),
        denied: test.op === "none_of",
      };
    case "all_of":
      return { sql: test.values.map((value) => passes(`@ == ${value}`)).join(" and "), denied: false };
    default:
      return { sql: passes(`@ ${comparisons[test.op]} ${test.value}`), denied: test.op === "not_equals" };
  }
}

/**
 * SQL: the workspace's calendar and clock at a moment. A birthday is a day and not a moment: who sends one as midnight of UTC, as
 * CleverTap and most libraries do, means that day wherever the workspace is. `isDay` is the same in JavaScript.
 */
export const localTime = (moment: string, zone: string): string =>
  `(${moment} at time zone case
    when ${moment} < date_trunc('day', ${moment}, 'UTC') + interval '1 millisecond' then 'UTC' else ${zone} end)`;

/** Whether a moment (of SQL) lies where a test of dates wants it. Null where the moment is. */
export function momentTest(expression: string, test: Of<"date">, moment: Moment, values: SqlValues): string {
  const days = yearlyDays(test, moment);
  if (days) {
    const local = localTime(expression, values.add(moment.zone, "text"));
    return `(to_char(${local}, 'MM-DD') = any(${values.add(days, "text[]")}))`;
  }
  const { from, to } = edgesOf(test, moment);
  const parts = [
    ...(from ? [`${expression} >= ${values.add(from.toISOString(), "timestamptz")}`] : []),
    ...(to ? [`${expression} < ${values.add(to.toISOString(), "timestamptz")}`] : []),
  ];
  return `(${parts.join(" and ")})`;
}

function dateAsked(json: string, test: Of<"date">, moment: Moment, values: SqlValues): Asked {
  const zone = values.add(moment.zone, "text");
  const inside = momentTest("x.at", test, moment, values);
  return {
    sql: `exists (select 1 from junction_moments(${json}, ${zone}) as x(at) where ${inside})`,
    denied: false,
  };
}

/** 10.0 is 10: zeros at the end say nothing, here as in junction_version. */
function versionParts(version: string): string[] {
  return version.replace(/(\.0+)+$/, "").split(".");
}

/** Whether a value, or one of a list, passes. What stands deeper than one key is a list of what is found there. */
const ofOneOrList = (json: string, passes: (one: string) => string): string =>
  `case when jsonb_typeof(${json}) = 'array'
    then exists (select 1 from ${elementsOf(json)} as x(value) where ${passes("x.value")}) else ${passes(json)} end`;

function versionAsked(json: string, test: Of<"version">, values: SqlValues): Asked {
  const other = values.add(versionParts(test.value), "bigint[]");
  const operator = comparisons[test.op].replace("==", "=");
  const passes = (one: string) => `junction_version(${one}) ${operator} ${other}`;
  return { sql: ofOneOrList(json, passes), denied: false };
}

/** The same as `metresBetween` (place.ts). Numbers may be of any size in JSON: out of range they are not cast. */
function placeAsked(json: string, { places }: Of<"place">, values: SqlValues): Asked {
  const passes = (one: string): string => {
    const [latitude, longitude] = ["latitude", "longitude"].map((key) => `(${one} -> '${key}')`);
    const degrees = (number: string) => `round(${number}::numeric, ${DEGREE_DIGITS})::float8`;
    const half = (from: string, to: string) => `sin(radians(${degrees(from)} - ${to}) / 2) ^ 2`;
    const near = places.map(({ metres, ...place }) => {
      const middle = roundedPlace(place);
      const north = values.add(middle.latitude, "float8");
      const part = `${half(latitude ?? "", north)} + cos(radians(${degrees(latitude ?? "")})) * cos(radians(${north}))
        * ${half(longitude ?? "", values.add(middle.longitude, "float8"))}`;
      return `2 * ${EARTH_METRES} * asin(least(1, sqrt(${part}))) <= ${values.add(metres, "float8")}`;
    });
    return `case when jsonb_typeof(${latitude}) = 'number' and jsonb_typeof(${longitude}) = 'number'
      then case when ${latitude}::numeric between -90 and 90 and ${longitude}::numeric between -180 and 180
        then ${near.join(" or ")} else false end else false end`;
  };
  return { sql: ofOneOrList(json, passes), denied: false };
}

function asked(json: string, test: ValueTest, moment: Moment, values: SqlValues): Asked {
  switch (test.type) {
    case "any":
      return { sql: `${json} @? '${SOMETHING}'`, denied: test.op === "is_not_set" };
    case "text":
      return textAsked(json, test, values);
    case "number":
      return numberAsked(json, test, values);
    case "boolean":
      return {
        sql: anyPasses(json, "boolean", `@ == ${test.value}`, values),
        denied: test.op === "not_equals",
      };
    case "date":
      return dateAsked(json, test, moment, values);
    case "version":
      return versionAsked(json, test, values);
    case "place":
      return placeAsked(json, test, values);
  }
}

/** Whether a value (a jsonb of SQL) meets a test: true or false, never null. */
export function jsonTest(json: string, test: ValueTest, moment: Moment, values: SqlValues): string {
  const { sql, denied } = asked(json, test, moment, values);
  return denied ? `not coalesce(${sql}, false)` : `coalesce(${sql}, false)`;
}
