import type { DidCondition, PropertyPath } from "../definition.ts";
import { amountTest, isOnce } from "./did-sql.ts";
import { rowsAsked } from "./event-rows.ts";
import { valueAt, valuesOfPeople } from "./property-sql.ts";
import { eventsTable } from "./shared.ts";
import type { Scope } from "./sql-values.ts";

/** Each person with each value of the property for which the events' count is as asked. */
function pairs(did: DidCondition, path: PropertyPath, scope: Scope): string {
  const json = valueAt("e.properties", path, scope.values);
  const rows = rowsAsked(did, scope);
  const { measure } = did;
  const having =
    measure.of === "count" && !isOnce(measure.is)
      ? ` group by 1, 2 having ${amountTest("count(*)", measure.is, scope.values)}`
      : "";
  return `select v.person_id, v.value from ${valuesOfPeople(eventsTable(scope), json, rows, true)} v${having}`;
}

/**
 * A query of the ids of those for whom one value of a property makes all conditions true: done with it where they say
 * done, not done with it where they say not done.
 */
export function constantPeople(dids: DidCondition[], path: PropertyPath, scope: Scope): string {
  const done = dids.filter(({ not }) => !not).map((did) => `(${pairs(did, path, scope)})`);
  const undone = dids.filter(({ not }) => not).map((did) => `except (${pairs(did, path, scope)})`);
  return `select c.person_id from (${done.join(" intersect ")} ${undone.join(" ")}) c(person_id, value)`;
}
