import type { DidCondition, PropertyPath } from "../definition.ts";
import { amountTest, isOnce } from "./did-sql.ts";
import { rowsAsked } from "./event-rows.ts";
import { elementsOf, valueAt, valuesOfPeople } from "./property-sql.ts";
import { eventsTable, sharing, tablesOf } from "./shared.ts";
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

/** A query of each person with each value that makes all conditions true. */
function heldPairs(dids: DidCondition[], path: PropertyPath, scope: Scope): string {
  const done = dids.filter(({ not }) => !not).map((did) => `(${pairs(did, path, scope)})`);
  const undone = dids.filter(({ not }) => not).map((did) => `except (${pairs(did, path, scope)})`);
  return `${done.join(" intersect ")} ${undone.join(" ")}`;
}

/**
 * A query of the ids of those for whom one value of a property makes all conditions true: done with it where they say
 * done, not done with it where they say not done.
 */
export function constantPeople(dids: DidCondition[], path: PropertyPath, scope: Scope): string {
  return `select c.person_id from (${heldPairs(dids, path, scope)}) c(person_id, value)`;
}

/**
 * A statement of those values by person (`id`, `values`): the one they did something with last first, at most so many. For
 * a scope of a few people.
 */
export function constantValuesSql(
  { dids, path }: { dids: DidCondition[]; path: PropertyPath },
  most: number,
  given: Scope,
): string {
  const scope = sharing(given, false);
  const held = heldPairs(dids, path, scope);
  const done = dids.filter(({ not }) => !not).map((did) => `(${rowsAsked(did, scope)})`);
  const json = valueAt("e.properties", path, scope.values);
  const newest = "timestamp desc, tx desc, seq desc, place";
  const last = `select distinct on (e.person_id, x.value) e.person_id, x.value, e.timestamp, e.tx, e.seq, x.place
    from ${eventsTable(scope)} e cross join lateral ${elementsOf(json)} with ordinality x(value, place)
    where (${done.join(" or ")}) order by e.person_id, x.value, ${newest}`;
  const tables = tablesOf(scope);
  return `${tables.length > 0 ? `with ${tables.join(", ")} ` : ""}select t.person_id::text as id,
      jsonb_agg(t.value order by ${newest}) as values
    from (select l.*, row_number() over (partition by l.person_id order by ${newest}) as nth from (${last}) l
      join (${held}) h(person_id, value) on h.person_id = l.person_id and h.value = l.value) t
    where t.nth <= ${Math.floor(most)} group by 1`;
}
