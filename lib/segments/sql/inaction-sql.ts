import { DateTime } from "luxon";
import type { InactionCondition, PropertyPath } from "../definition.ts";
import { eventsAsked, inPeriod, periodEdges } from "./event-rows.ts";
import { valueAt } from "./property-sql.ts";
import { eventsTable } from "./shared.ts";
import type { Scope } from "./sql-values.ts";

/**
 * SQL: an event `b` is of the same thing as an event `a`: one equation that rows are hashed by, so a list is the same as that
 * list alone (decision 070). A value that is missing is the same as none.
 */
function isSame(path: PropertyPath, { values }: Scope): string {
  const [first, ...rest] = path;
  if (rest.length === 0) {
    const key = values.add(first, "text");
    return `nullif(nullif(b.properties ->> ${key}, ''), '[]') = a.properties ->> ${key}`;
  }
  const [b, a] = ["b", "a"].map((row) => valueAt(`${row}.properties`, path, values));
  return `nullif(${b}, '[]'::jsonb) = ${a}`;
}

/** Rows `a` of what was done that nothing undid since; there may be several of one person. */
export function leftOpen(condition: InactionCondition, scope: Scope): string {
  const { did, didNot, same, when } = condition;
  const begin = periodEdges(when, scope.moment).from;
  const done = [...eventsAsked(did, "a", scope, begin), ...inPeriod("a.timestamp", when, scope)];
  const undone = [
    ...eventsAsked(didNot, "b", scope, begin),
    "b.person_id = a.person_id",
    "b.timestamp >= a.timestamp",
    // Follows from the one thing's period; the planner does not see it.
    ...(begin ? [`b.timestamp >= ${scope.values.add(begin.toISOString(), "timestamptz")}`] : []),
    "(b.tx, b.seq) <> (a.tx, a.seq)",
    ...(same ? [isSame(same.path, scope)] : []),
  ];
  return `from ${eventsTable(scope)} a where ${done.join(" and ")}
    and not exists (select 1 from ${eventsTable(scope)} b where ${undone.join(" and ")})`;
}

/** A query of the ids of those who did the one thing long enough ago and not the other since. */
export function inactionPeople(condition: InactionCondition, scope: Scope): string {
  const { now, zone } = scope.moment;
  const { count, unit } = condition.within;
  const before = DateTime.fromJSDate(now, { zone })
    .minus({ [unit]: count })
    .toJSDate();
  return `select a.person_id ${leftOpen(condition, scope)}
    and a.timestamp <= ${scope.values.add(before.toISOString(), "timestamptz")}`;
}
