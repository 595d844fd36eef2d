import type { DidCondition, EventRef, EventsAsked, Hours, Period } from "../definition.ts";
import { dayAway, dayEdges, type Edges, spanEdges } from "./date-edges.ts";
import { jsonTest } from "./json-test.ts";
import { valueAt } from "./property-sql.ts";
import { limitedTo } from "./shared.ts";
import type { Moment, Scope, SqlValues } from "./sql-values.ts";

/** What makes a row one of an event that is asked for: events, and the days on which they are counted. */
export function refsSql(events: EventRef[], row: string, values: SqlValues): string {
  const types = [...new Set(events.map(({ type }) => type))];
  const parts = types.map((type) => {
    const names = events.filter((each) => each.type === type).map(({ name }) => name);
    const ofType = `${row}.type = ${values.add(type, "text")}`;
    if (names.includes(null)) {
      return ofType;
    }
    // One name alone as such: the planner then knows how the rows of an index are ordered.
    const ofName =
      names.length === 1
        ? `= ${values.add(names[0], "text")}`
        : `= any(${values.add([...new Set(names)], "text[]")})`;
    return `${ofType} and ${row}.name ${ofName}`;
  });
  return parts.length === 1 ? (parts[0] ?? "") : `(${parts.map((part) => `(${part})`).join(" or ")})`;
}

/** From the first moment of a period (inclusive) to its last (exclusive). */
export function periodEdges(period: Period, moment: Moment): Edges {
  const daysAgo = (days: number) => dayAway(-days, moment).toISODate() ?? "";
  switch (period.kind) {
    case "always":
      return { from: null, to: null };
    case "days":
      return dayEdges(period.from, period.to, moment.zone);
    case "days_ago":
      return dayEdges(daysAgo(period.from), daysAgo(period.to), moment.zone);
    case "last":
      return spanEdges("in_last", period.span, moment);
  }
}

/** Whether a moment of SQL lies between edges. */
export function inEdges(expression: string, { from, to }: Edges, values: SqlValues): string[] {
  return [
    ...(from ? [`${expression} >= ${values.add(from.toISOString(), "timestamptz")}`] : []),
    ...(to ? [`${expression} < ${values.add(to.toISOString(), "timestamptz")}`] : []),
  ];
}

/** Whether a moment of SQL lies in a period. */
export const inPeriod = (expression: string, period: Period, { moment, values }: Scope): string[] =>
  inEdges(expression, periodEdges(period, moment), values);

/** An event's hour (0 to 23) or weekday (1 is Monday) by the workspace's clock. */
export const clockPart = (part: "hour" | "isodow", { moment, values }: Scope): string =>
  `extract(${part} from e.timestamp at time zone ${values.add(moment.zone, "text")})::int`;

export function inHours(hour: string, { from, to }: Hours): string {
  return from < to ? `${hour} >= ${from} and ${hour} < ${to}` : `(${hour} >= ${from} or ${hour} < ${to})`;
}

export const onWeekdays = (weekday: string, days: number[], values: SqlValues): string =>
  `${weekday} = any(${values.add(days, "int[]")})`;

/**
 * What makes a row of the `eventsTable`, named `row` in SQL, one of those that are asked for. `from`: the caller asks
 * for none before; null: for any.
 */
export function eventsAsked(
  asked: EventsAsked,
  row: string,
  scope: Scope,
  from: Date | null = null,
): string[] {
  const { values, moment } = scope;
  const own = scope.shared?.events;
  own?.push({ which: refsSql(asked.events, "e", values), from });
  return [
    ...(own ? [] : [`${row}.workspace_id = ${scope.workspace}`]),
    refsSql(asked.events, row, values),
    ...(own ? [] : limitedTo(`${row}.person_id`, scope)),
    ...asked.where.map(({ of, path, test }) =>
      jsonTest(valueAt(`${row}.${of}`, path, values), test, moment, values),
    ),
  ];
}

/** What makes a row `e` of the `eventsTable` one that a condition speaks of, whenever it was. */
export function eventConditions(did: DidCondition, scope: Scope, from: Date | null = null): string[] {
  return [
    ...eventsAsked(did, "e", scope, from),
    ...(did.hours ? [inHours(clockPart("hour", scope), did.hours)] : []),
    ...(did.weekdays ? [onWeekdays(clockPart("isodow", scope), did.weekdays, scope.values)] : []),
  ];
}

/** What makes a row `e` of the `eventsTable` one that a condition speaks of, in its period. */
export const rowsAsked = (did: DidCondition, scope: Scope): string =>
  [
    ...eventConditions(did, scope, periodEdges(did.when, scope.moment).from),
    ...inPeriod("e.timestamp", did.when, scope),
  ].join(" and ");
