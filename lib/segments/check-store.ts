import type { Db } from "../db/client.ts";
import type { Json } from "../kernel/json.ts";
import type { Condition, Definition, DidCondition, Group } from "./definition.ts";
import { constantPeople } from "./sql/constant-sql.ts";
import { conditionSql, definitionPeople, groupSql, withContext } from "./sql/definition-sql.ts";
import { measuredValue } from "./sql/did-sql.ts";
import { eventConditions, inPeriod } from "./sql/event-rows.ts";
import { fieldValue } from "./sql/field-sql.ts";
import { leftOpen } from "./sql/inaction-sql.ts";
import { valueAt } from "./sql/property-sql.ts";
import type { Scope } from "./sql/sql-values.ts";

export type CheckedCondition = {
  met: boolean;
  seen: Json;
  count: number | null;
  first: string | null;
  last: string | null;
};
export type Checked = {
  meant: boolean;
  groups: { met: boolean; constant: boolean | null; conditions: CheckedCondition[] }[];
};

const NOTHING = "jsonb_build_object('seen', null, 'count', null, 'first', null, 'last', null)";
const saw = (json: string): string =>
  `jsonb_build_object('seen', ${json}, 'count', null, 'first', null, 'last', null)`;

function eventsSeen(did: DidCondition, scope: Scope): string {
  // The first or last one ever is what has to lie in the period: it is shown wherever it lies.
  const ever = did.measure.of === "first" || did.measure.of === "last";
  const rows = [
    ...eventConditions(did, scope),
    ...(ever ? [] : inPeriod("e.timestamp", did.when, scope)),
  ].join(" and ");
  return `(select jsonb_build_object('seen', ${measuredValue(did.measure, scope)}, 'count', count(*),
    'first', min(e.timestamp), 'last', max(e.timestamp)) from events e where ${rows})`;
}

/** What a condition looks at, as a jsonb of SQL. */
function evidence(each: Condition, scope: Scope): string {
  switch (each.kind) {
    case "property":
      return saw(valueAt("p.properties", each.path, scope.values));
    case "field":
      return saw(fieldValue(each.field, scope));
    case "did":
      return eventsSeen(each, scope);
    case "inaction":
      return `(select jsonb_build_object('seen', null, 'count', count(*), 'first', min(a.timestamp),
        'last', max(a.timestamp)) ${leftOpen(each, scope)})`;
    default:
      return NOTHING;
  }
}

function checkedGroup(group: Group, scope: Scope): string {
  const dids = group.conditions.filter((each): each is DidCondition => each.kind === "did");
  const constant = group.constant ? `p.id in (${constantPeople(dids, group.constant.path, scope)})` : "null";
  const conditions = group.conditions.map(
    (each) => `jsonb_build_object('met', ${conditionSql(each, scope)}) || ${evidence(each, scope)}`,
  );
  return `jsonb_build_object('met', ${groupSql(group, scope)}, 'constant', ${constant},
    'conditions', jsonb_build_array(${conditions.join(", ")}))`;
}

/** How a definition judges the one person that the scope is limited to, condition by condition; null when there is none. */
export async function checkDefinition(db: Db, definition: Definition, scope: Scope): Promise<Checked | null> {
  const groups = `jsonb_build_array(${definition.groups.map((group) => checkedGroup(group, scope)).join(", ")})`;
  const rows = await db.sql<Checked>(
    `select p.id in (${definitionPeople(definition, scope)}) as meant, ${groups} as groups
     from ${withContext(groups, scope)} where p.workspace_id = ${scope.workspace} and p.id = any(${scope.only})`,
    scope.values.all,
  );
  return rows[0] ?? null;
}

/** Whether each of the definitions means the one person that the scope is limited to, in their order; in one statement. */
export async function meansPerson(db: Db, definitions: Definition[], scope: Scope): Promise<boolean[]> {
  if (definitions.length === 0) {
    return [];
  }
  const means = definitions.map((each) => `p.id in (${definitionPeople(each, scope)})`);
  const rows = await db.sql<{ means: boolean[] }>(
    `select jsonb_build_array(${means.join(", ")}) as means from people p
     where p.workspace_id = ${scope.workspace} and p.id = any(${scope.only})`,
    scope.values.all,
  );
  return rows[0]?.means ?? definitions.map(() => false);
}
