import type { DidCondition } from "../definition.ts";
import type { Edges } from "./date-edges.ts";
import { eventsAsked, inEdges, periodEdges, refsSql } from "./event-rows.ts";
import { limitedTo } from "./shared.ts";
import type { Scope } from "./sql-values.ts";

const utcDay = (at: Date): string => at.toISOString().slice(0, 10);
/** The day of the last moment before an end. */
const lastDay = (end: Date): string => utcDay(new Date(end.getTime() - 1));

/**
 * Whether whole days tell what is asked of a condition's events: how many, the first or the last, and nothing of what is
 * in them or of the clock.
 */
function isByDay({ where, hours, weekdays, measure }: DidCondition, { from, to }: Edges): boolean {
  return (
    where.length === 0 &&
    !hours &&
    !weekdays &&
    ["count", "first", "last"].includes(measure.of) &&
    // Within one day the events themselves are as quick, and a day's first and last one do not tell of its middle.
    !(from && to && (to.getTime() <= from.getTime() || utcDay(from) === lastDay(to)))
  );
}

const cursor = (workspace: string): string =>
  `(select k.tx from event_cursors k where k.workspace_id = ${workspace} and k.consumer = 'event-days')`;

/** Events of the days that begin before a period or end after it, which are counted one by one; few people have such a day. */
function straddling(did: DidCondition, edges: Edges, scope: Scope): string[] {
  const { values, workspace } = scope;
  const { from, to } = edges;
  return [from && { at: from, day: utcDay(from) }, to && { at: to, day: lastDay(to) }]
    .filter((edge) => edge !== null)
    .map(({ at, day }) => {
      const edge = values.add(at.toISOString(), "timestamptz");
      const days = [
        `d.workspace_id = ${workspace}`,
        refsSql(did.events, "d", values),
        ...limitedTo("d.person_id", scope),
        `d.day = ${values.add(day, "date")}`,
        `d.first_at < ${edge}`,
        `d.last_at >= ${edge}`,
      ];
      const events = [
        `e.workspace_id = ${workspace}`,
        "e.person_id = d.person_id and e.type = d.type and e.name = d.name",
        "e.timestamp between d.first_at and d.last_at",
        ...inEdges("e.timestamp", edges, values),
        `e.tx < ${cursor(workspace)}`,
      ];
      // As a lateral table without a limit it is looked up for each of the few.
      return `select d.person_id, x.count, x.first_at, x.last_at from event_days d cross join lateral (
        select count(*)::int as count, min(e.timestamp) as first_at, max(e.timestamp) as last_at
        from events e where ${events.join(" and ")}) x where ${days.join(" and ")} and x.count > 0`;
    });
}

/**
 * Rows `t` of what each person did by day (person_id, count, first_at, last_at) between edges. Several rows of a person are
 * to be added up; for `whoever` their numbers do not matter. Null where days do not tell it.
 */
export function dayRows(
  did: DidCondition,
  scope: Scope,
  asked: "counted" | "whoever",
  edges: Edges = periodEdges(did.when, scope.moment),
): string | null {
  const { values, workspace, counted } = scope;
  const { from, to } = edges;
  if (counted === null || !isByDay(did, edges)) {
    return null;
  }
  const [begin, end] = asked === "whoever" ? ["last_at", "first_at"] : ["first_at", "last_at"];
  const days = [
    `d.workspace_id = ${workspace}`,
    refsSql(did.events, "d", values),
    ...limitedTo("d.person_id", scope),
  ];
  // Times are asked of the edges' days alone: the planner would take both for independent of the day.
  if (from) {
    const day = values.add(utcDay(from), "date");
    const at = values.add(from.toISOString(), "timestamptz");
    days.push(`d.day >= ${day}`, `(d.day > ${day} or d.${begin} >= ${at})`);
  }
  if (to) {
    const day = values.add(lastDay(to), "date");
    const at = values.add(to.toISOString(), "timestamptz");
    days.push(`d.day <= ${day}`, `(d.day < ${day} or d.${end} < ${at})`);
  }
  const tail = [
    ...eventsAsked(did, "e", { ...scope, shared: undefined }),
    ...inEdges("e.timestamp", edges, values),
    // A number that the planner knows; the cursor may have moved on since it was read.
    `e.tx >= ${values.add(counted, "bigint")} and e.tx >= ${cursor(workspace)}`,
  ];
  const parts = [
    `select d.person_id, d.count, d.first_at, d.last_at from event_days d where ${days.join(" and ")}`,
    ...(asked === "counted" ? straddling(did, edges, scope) : []),
    `select e.person_id, 1, e.timestamp, e.timestamp from events e where ${tail.join(" and ")}`,
  ];
  return `(${parts.join(" union all ")}) t`;
}
