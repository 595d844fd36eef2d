import type { DidCondition } from "../definition.ts";
import { eventsAsked, inPeriod, periodEdges, refsSql } from "./event-rows.ts";
import type { Scope } from "./sql-values.ts";

const utcDay = (at: Date): string => at.toISOString().slice(0, 10);

/** Events that no day counts yet: the log's end, from the counter's cursor on, as this very statement sees it. */
function notCounted(counted: string, { values, workspace }: Scope): string[] {
  return [
    // A number that the planner knows; the cursor may have moved on since it was read.
    `e.tx >= ${values.add(counted, "bigint")}`,
    `e.tx >= (select k.tx from event_cursors k where k.workspace_id = ${workspace} and k.consumer = 'event-days')`,
  ];
}

/**
 * Whether whole days tell what is asked of a condition's events: how many, the first or the last, and nothing of what is
 * in them or of the clock.
 */
function isByDay({ where, hours, weekdays, measure, when }: DidCondition, scope: Scope): boolean {
  const { from, to } = periodEdges(when, scope.moment);
  return (
    where.length === 0 &&
    !hours &&
    !weekdays &&
    ["count", "first", "last"].includes(measure.of) &&
    // Within one day the events themselves are as quick, and a day's first and last one do not tell of its middle.
    !(from && to && (to.getTime() <= from.getTime() || utcDay(from) === utcDay(new Date(to.getTime() - 1))))
  );
}

/**
 * Rows `t` of what each person did by day (person_id, count, first_at, last_at), inside the condition's period or, for
 * `ever`, of all time. Several rows of a person are to be added up. Null where days do not tell it.
 */
export function dayRows(did: DidCondition, scope: Scope, ever: boolean): string | null {
  const counted = scope.counted;
  if (counted === null || !isByDay(did, scope)) {
    return null;
  }
  const { values, workspace, moment } = scope;
  const { from, to } = ever ? { from: null, to: null } : periodEdges(did.when, moment);
  const days = [`d.workspace_id = ${workspace}`, refsSql(did.events, "d", values)];
  const straddling: string[] = [];
  if (from) {
    const first = values.add(from.toISOString(), "timestamptz");
    days.push(`d.day >= ${values.add(utcDay(from), "date")}`, `d.last_at >= ${first}`);
    straddling.push(`d.first_at < ${first}`);
  }
  if (to) {
    const end = values.add(to.toISOString(), "timestamptz");
    days.push(`d.day <= ${values.add(utcDay(new Date(to.getTime() - 1)), "date")}`, `d.first_at < ${end}`);
    straddling.push(`d.last_at >= ${end}`);
  }
  // A day that begins before the period, or ends after it, is counted event by event; few people have one.
  const inside = [
    `e.workspace_id = ${workspace}`,
    "e.person_id = d.person_id",
    "e.type = d.type",
    "e.name = d.name",
    `e.timestamp >= d.day::timestamp at time zone 'UTC'`,
    `e.timestamp < (d.day + 1)::timestamp at time zone 'UTC'`,
    `e.tx < (select k.tx from event_cursors k where k.workspace_id = ${workspace} and k.consumer = 'event-days')`,
  ];
  const count =
    straddling.length > 0
      ? `case when ${straddling.join(" or ")} then (select count(*) from events e
          where ${[...inside, ...(ever ? [] : inPeriod("e.timestamp", did.when, scope))].join(" and ")})
        else d.count end`
      : "d.count";
  const rest = [
    ...eventsAsked(did, "e", scope),
    ...(ever ? [] : inPeriod("e.timestamp", did.when, scope)),
    ...notCounted(counted, scope),
  ];
  return `(select d.person_id, ${count} as count, d.first_at, d.last_at from event_days d where ${days.join(" and ")}
    union all
    select e.person_id, 1, e.timestamp, e.timestamp from events e where ${rest.join(" and ")}) t`;
}
