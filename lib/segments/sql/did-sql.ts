import type { Amount, DidCondition, Measure } from "../definition.ts";
import { dayRows } from "./day-rows.ts";
import {
  clockPart,
  eventConditions,
  inHours,
  inPeriod,
  onWeekdays,
  periodEdges,
  rowsAsked,
} from "./event-rows.ts";
import { jsonTest } from "./json-test.ts";
import { everyValue, said, valueAt, valuesOfPeople } from "./property-sql.ts";
import { eventsTable } from "./shared.ts";
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
export function numberOf(json: string): string {
  return `case jsonb_typeof(${json}) when 'number' then (${json})::numeric
    when 'array' then junction_sum(${json}) else 0 end`;
}

/** How many numbers an event has at a path: those of its items, each by itself; one that has none counts as 0, once. */
const numbersOf = (json: string): string =>
  `case jsonb_typeof(${json}) when 'array' then greatest(jsonb_array_length(${json}), 1) else 1 end`;

function measured(measure: Of<"sum" | "average" | "distinct">, { values }: Scope): string {
  const json = valueAt("e.properties", measure.path, values);
  switch (measure.of) {
    case "sum":
      return `sum(${numberOf(json)})`;
    case "average":
      return `(sum(${numberOf(json)}) / sum(${numbersOf(json)}))`;
    case "distinct":
      return `(select count(distinct ${said("x.value")})
        from jsonb_array_elements(jsonb_path_query_array(jsonb_agg(${json}), '$[*][*]')) x(value))`;
  }
}

/** What a measure makes of a person's events, as a jsonb of SQL; null where it only counts them or looks at their times. */
export function measuredValue(measure: Measure, scope: Scope): string {
  return measure.of === "sum" || measure.of === "average" || measure.of === "distinct"
    ? `to_jsonb(${measured(measure, scope)})`
    : "null";
}

/** Of rows (person_id, value): those whose most frequent value passes. */
function mostlyPeople(rows: string, met: string): string {
  return `select v.person_id from (select r.person_id, r.value, count(*) as n from ${rows} r group by 1, 2) v
    group by v.person_id having max(v.n) filter (where ${met}) = max(v.n)`;
}

/** Of rows (person_id, day, n): those who did it on the chosen days together as often as on any other day, or more often. */
const mostlyOnDays = (rows: string, chosen: string): string =>
  `select v.person_id from (${rows}) v group by v.person_id
    having sum(v.n) filter (where ${chosen}) >= coalesce(max(v.n) filter (where not ${chosen}), 0)`;

const times = (condition: string): string => `count(*) filter (where ${condition})`;

function mostly(
  measure: Of<"mostly" | "mostly_hours" | "mostly_weekdays">,
  rows: string,
  scope: Scope,
): string {
  const { values, moment } = scope;
  const events = eventsTable(scope);
  const having = (condition: string) =>
    `select e.person_id from ${events} e where ${rows} group by e.person_id having ${condition}`;
  const grouped = (condition: string, percent: number) =>
    having(`${times(condition)} * 100 >= ${percent} * count(*)`);
  if (measure.of === "mostly") {
    const json = valueAt("e.properties", measure.path, values);
    if (measure.share !== "most") {
      return grouped(jsonTest(json, measure.test, moment, values), measure.share);
    }
    return mostlyPeople(
      valuesOfPeople(events, json, rows, false),
      jsonTest("v.value", measure.test, moment, values),
    );
  }
  const part = clockPart(measure.of === "mostly_hours" ? "hour" : "isodow", scope);
  if (measure.of === "mostly_hours") {
    const inside = inHours(part, measure.hours);
    return measure.share === "most"
      ? having(`${times(inside)} * 2 > count(*)`)
      : grouped(inside, measure.share);
  }
  return measure.share === "most"
    ? mostlyOnDays(
        `select e.person_id, ${part} as day, count(*) as n from ${events} e where ${rows} group by 1, 2`,
        onWeekdays("v.day", measure.weekdays, values),
      )
    : grouped(onWeekdays(part, measure.weekdays, values), measure.share);
}

const ALWAYS = { from: null, to: null };

/** Whose last event of all lies in the period, by days: who did it then and not later. What was before need not be read. */
function lastByDay(did: DidCondition, scope: Scope): string | null {
  const { to } = periodEdges(did.when, scope.moment);
  const days = dayRows(did, scope, "whoever");
  if (!days) {
    return null;
  }
  const later = to && dayRows(did, scope, "whoever", { from: to, to: null });
  const never = later
    ? `where not exists (select 1 from (select * from ${later}) l where l.person_id = t.person_id)`
    : "";
  return `select t.person_id from ${days} ${never} group by t.person_id`;
}

/** Whose first or last event of all lies in the period. */
function edgePeople(edge: "first" | "last", did: DidCondition, scope: Scope): string {
  const last = edge === "last" ? lastByDay(did, scope) : null;
  if (last) {
    return last;
  }
  const days = dayRows(did, scope, "counted", ALWAYS);
  const having = (at: string) => ["count(*) > 0", ...inPeriod(at, did.when, scope)].join(" and ");
  return days
    ? `select t.person_id from ${days} group by t.person_id having ${having(edge === "first" ? "min(t.first_at)" : "max(t.last_at)")}`
    : `select e.person_id from ${eventsTable(scope)} e where ${eventConditions(did, scope).join(" and ")}
       group by e.person_id having ${having(edge === "first" ? "min(e.timestamp)" : "max(e.timestamp)")}`;
}

/** Who did it with so many different values; of a list each one counts. */
function distinctPeople(measure: Of<"sum" | "average" | "distinct">, rows: string, scope: Scope): string {
  const { values } = scope;
  const json = valueAt("e.properties", measure.path, values);
  // Two steps: to count what is distinct within each person would sort each one's values.
  return `select v.person_id from (select u.person_id, u.value from ${everyValue(eventsTable(scope), json, rows)} u group by 1, 2) v
    group by v.person_id having ${amountTest(`count(${said("v.value")})`, measure.is, values)}`;
}

/** Whoever is in the rows has done it once. */
export const isOnce = (is: Amount): boolean => is.op === "greater_than_equals" && is.value === 1;

/** Who did it as often as asked. */
function counted(is: Amount, did: DidCondition, scope: Scope): string {
  const days = dayRows(did, scope, isOnce(is) ? "whoever" : "counted");
  const having = (count: string) => (isOnce(is) ? "" : `having ${amountTest(count, is, scope.values)}`);
  return days
    ? `select t.person_id from ${days} group by t.person_id ${having("sum(t.count)")}`
    : `select e.person_id from ${eventsTable(scope)} e where ${rowsAsked(did, scope)}
       group by e.person_id ${having("count(*)")}`;
}

/** A query of the ids of those who did it. Whoever did nothing of it at all is not among them, whatever is asked of numbers. */
export function didPeople(did: DidCondition, scope: Scope): string {
  const { measure } = did;
  if (measure.of === "first" || measure.of === "last") {
    return edgePeople(measure.of, did, scope);
  }
  switch (measure.of) {
    case "count":
      return counted(measure.is, did, scope);
    case "distinct":
      return distinctPeople(measure, rowsAsked(did, scope), scope);
    case "sum":
    case "average":
      return `select e.person_id from ${eventsTable(scope)} e where ${rowsAsked(did, scope)}
        group by e.person_id having ${amountTest(measured(measure, scope), measure.is, scope.values)}`;
    default:
      return mostly(measure, rowsAsked(did, scope), scope);
  }
}
