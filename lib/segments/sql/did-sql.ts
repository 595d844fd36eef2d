import type { Amount, DidCondition, Measure } from "../definition.ts";
import { clockPart, eventConditions, inHours, inPeriod, onWeekdays } from "./event-rows.ts";
import { jsonTest } from "./json-test.ts";
import { elementsOf, valueAt } from "./property-sql.ts";
import type { Scope, SqlValues } from "./sql-values.ts";

type Of<Kind extends Measure["of"]> = Extract<Measure, { of: Kind }>;

const operators = {
  equals: "=",
  not_equals: "<>",
  greater_than: ">",
  greater_than_equals: ">=",
  less_than: "<",
  less_than_equals: "<=",
} as const;

export function amountTest(expression: string, is: Amount, values: SqlValues): string {
  if (is.op === "between") {
    const [low, high] = is.values;
    return `${expression} between ${values.add(low, "numeric")} and ${values.add(high, "numeric")}`;
  }
  return `${expression} ${operators[is.op]} ${values.add(is.value, "numeric")}`;
}

/** An event's number at a path; the sum where there are several, 0 where there is none. */
function numberOf(json: string): string {
  return `(select coalesce(sum(case jsonb_typeof(x.value) when 'number' then x.value::numeric end), 0)
    from ${elementsOf(json)} as x(value))`;
}

function measured(measure: Of<"sum" | "average" | "distinct">, { values }: Scope): string {
  const json = valueAt("e.properties", measure.path, values);
  switch (measure.of) {
    case "sum":
      return `sum(${numberOf(json)})`;
    case "average":
      return `avg(${numberOf(json)})`;
    case "distinct":
      return `count(distinct nullif(${json}, 'null'::jsonb))`;
  }
}

/** What a measure makes of a person's events, as a jsonb of SQL; null where it only counts them or looks at their times. */
export function measuredValue(measure: Measure, scope: Scope): string {
  return measure.of === "sum" || measure.of === "average" || measure.of === "distinct"
    ? `to_jsonb(${measured(measure, scope)})`
    : "null";
}

/** How often each value occurs among somebody's events, and whether it passes. */
function mostlyPeople(value: string, from: string, met: string): string {
  return `select t.person_id from (
      select v.person_id, ${met} as met, v.n, max(v.n) over (partition by v.person_id) as most
      from (select e.person_id, ${value} as value, count(*) as n ${from} group by 1, 2) v
    ) t where t.met and t.n = t.most`;
}

const shareOf = (condition: string, percent: number): string =>
  `count(*) filter (where ${condition}) * 100 >= ${percent} * count(*)`;

function mostly(
  measure: Of<"mostly" | "mostly_hours" | "mostly_weekdays">,
  rows: string,
  scope: Scope,
): string {
  const { values, moment } = scope;
  const grouped = (condition: string, percent: number) =>
    `select e.person_id from events e where ${rows} group by e.person_id having ${shareOf(condition, percent)}`;
  if (measure.of === "mostly") {
    const json = valueAt("e.properties", measure.path, values);
    if (measure.share !== "most") {
      return grouped(jsonTest(json, measure.test, moment, values), measure.share);
    }
    return mostlyPeople(
      "x.value",
      `from events e cross join lateral ${elementsOf(json)} as x(value) where ${rows}`,
      jsonTest("v.value", measure.test, moment, values),
    );
  }
  const part = clockPart(measure.of === "mostly_hours" ? "hour" : "isodow", scope);
  const passes = (expression: string) =>
    measure.of === "mostly_hours"
      ? inHours(expression, measure.hours)
      : onWeekdays(expression, measure.weekdays, values);
  return measure.share === "most"
    ? mostlyPeople(part, `from events e where ${rows}`, passes("v.value"))
    : grouped(passes(part), measure.share);
}

const isOnce = ({ of, ...rest }: Measure): boolean =>
  of === "count" && "is" in rest && rest.is.op === "greater_than_equals" && rest.is.value === 1;

/** Whose first or last event of all lies in the period. */
function edgePeople(edge: "min" | "max", ever: string, did: DidCondition, scope: Scope): string {
  const inside = ["count(*) > 0", ...inPeriod(`${edge}(e.timestamp)`, did.when, scope)];
  return `select e.person_id from events e where ${ever} group by e.person_id having ${inside.join(" and ")}`;
}

/** A query of the ids of those who did it. Whoever did nothing of it at all is not among them, whatever is asked of numbers. */
export function didPeople(did: DidCondition, scope: Scope): string {
  const { values } = scope;
  const { measure } = did;
  const ever = eventConditions(did, scope).join(" and ");
  if (measure.of === "first") {
    return edgePeople("min", ever, did, scope);
  }
  if (measure.of === "last") {
    return edgePeople("max", ever, did, scope);
  }
  const rows = [ever, ...inPeriod("e.timestamp", did.when, scope)].join(" and ");
  const having = (text: string) =>
    `select e.person_id from events e where ${rows} group by e.person_id having ${text}`;
  switch (measure.of) {
    case "count":
      return isOnce(measure)
        ? `select e.person_id from events e where ${rows}`
        : having(amountTest("count(*)", measure.is, values));
    case "sum":
    case "average":
    case "distinct":
      return having(amountTest(measured(measure, scope), measure.is, values));
    default:
      return mostly(measure, rows, scope);
  }
}
