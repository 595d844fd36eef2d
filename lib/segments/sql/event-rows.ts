import { DateTime } from "luxon";
import type { DidCondition, EventRef, Hours, Period } from "../definition.ts";
import { dayEdges, type Edges, spanEdges } from "./date-edges.ts";
import { jsonTest } from "./json-test.ts";
import { valueAt } from "./property-sql.ts";
import type { Moment, Scope, SqlValues } from "./sql-values.ts";

function refsSql(events: EventRef[], values: SqlValues): string {
  const types = [...new Set(events.map(({ type }) => type))];
  const parts = types.map((type) => {
    const names = events.filter((each) => each.type === type).map(({ name }) => name);
    const ofType = `e.type = ${values.add(type, "text")}`;
    return names.includes(null) ? ofType : `(${ofType} and e.name = any(${values.add(names, "text[]")}))`;
  });
  return `(${parts.join(" or ")})`;
}

/** From the first moment of a period (inclusive) to its last (exclusive). */
export function periodEdges(period: Period, moment: Moment): Edges {
  const daysAgo = (days: number) =>
    DateTime.fromJSDate(moment.now, { zone: moment.zone }).minus({ days }).toISODate() ?? "";
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

/** Whether a moment of SQL lies in a period. */
export function inPeriod(expression: string, period: Period, { moment, values }: Scope): string[] {
  const { from, to } = periodEdges(period, moment);
  return [
    ...(from ? [`${expression} >= ${values.add(from.toISOString(), "timestamptz")}`] : []),
    ...(to ? [`${expression} < ${values.add(to.toISOString(), "timestamptz")}`] : []),
  ];
}

/** An event's hour (0 to 23) or weekday (1 is Monday) by the workspace's clock. */
export const clockPart = (part: "hour" | "isodow", { moment, values }: Scope): string =>
  `extract(${part} from e.timestamp at time zone ${values.add(moment.zone, "text")})::int`;

export function inHours(hour: string, { from, to }: Hours): string {
  return from < to ? `${hour} >= ${from} and ${hour} < ${to}` : `(${hour} >= ${from} or ${hour} < ${to})`;
}

export const onWeekdays = (weekday: string, days: number[], values: SqlValues): string =>
  `${weekday} = any(${values.add(days, "int[]")})`;

/** What makes a row `e` of the events one that a condition speaks of, whenever it was. */
export function eventConditions(did: DidCondition, scope: Scope): string[] {
  const { values, moment } = scope;
  return [
    `e.workspace_id = ${scope.workspace}`,
    refsSql(did.events, values),
    ...(scope.only ? [`e.person_id = any(${scope.only})`] : []),
    ...(did.hours ? [inHours(clockPart("hour", scope), did.hours)] : []),
    ...(did.weekdays ? [onWeekdays(clockPart("isodow", scope), did.weekdays, values)] : []),
    ...did.where.map(({ of, path, test }) =>
      jsonTest(valueAt(`e.${of}`, path, values), test, moment, values),
    ),
  ];
}
