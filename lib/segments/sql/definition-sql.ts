import type { Condition, Definition, DidCondition, Group } from "../definition.ts";
import { constantPeople } from "./constant-sql.ts";
import { didPeople } from "./did-sql.ts";
import { fieldTest, isReachable, isUnsubscribed } from "./field-sql.ts";
import { inactionPeople } from "./inaction-sql.ts";
import { jsonTest } from "./json-test.ts";
import { valueAt } from "./property-sql.ts";
import type { Scope } from "./sql-values.ts";

type Compile = {
  [Kind in Condition["kind"]]: (each: Extract<Condition, { kind: Kind }>, scope: Scope) => string;
};

const among = (query: string): string => `p.id in (${query})`;

const compile: Compile = {
  property: ({ path, test }, { values, moment }) =>
    jsonTest(valueAt("p.properties", path, values), test, moment, values),
  field: ({ field, test }, scope) => fieldTest(field, test, scope),
  reachable: ({ channel }) => isReachable(channel),
  unsubscribed: ({ channel }) => isUnsubscribed(channel),
  segment: ({ segmentId }, scope) => among(scope.members("segment", segmentId)),
  audience: ({ audienceId }, scope) => among(scope.members("audience", audienceId)),
  did: (did, scope) => among(didPeople(did, scope)),
  inaction: (inaction, scope) => among(inactionPeople(inaction, scope)),
};

/** Whether a person `p`, with the context `c` of their events, meets a condition: true or false, never null. */
export function conditionSql<Kind extends Condition["kind"]>(
  each: Extract<Condition, { kind: Kind }>,
  scope: Scope,
): string {
  const sql = (compile[each.kind] as (one: typeof each, at: Scope) => string)(each, scope);
  return each.not ? `not (${sql})` : `(${sql})`;
}

/** Whether a person `p` is in a group. */
export function groupSql({ match, conditions, constant }: Group, scope: Scope): string {
  const dids = conditions.filter((each): each is DidCondition => each.kind === "did");
  const held = constant ? [among(constantPeople(dids, constant.path, scope))] : [];
  const rest = constant ? conditions.filter(({ kind }) => kind !== "did") : conditions;
  const parts = [...held, ...rest.map((each) => conditionSql(each, scope))];
  return `(${parts.join(match === "all" ? " and " : " or ")})`;
}

/** People `p`, with the context `c` of their events where `sql` asks for it. */
export function withContext(sql: string): string {
  return sql.includes("c.context")
    ? "people p left join person_contexts c on c.workspace_id = p.workspace_id and c.person_id = p.id"
    : "people p";
}

/** A query of the ids of the people whom a definition means. */
export function definitionPeople({ match, groups }: Definition, scope: Scope): string {
  const where = groups.map((group) => groupSql(group, scope)).join(match === "all" ? " and " : " or ");
  const only = scope.only ? ` and p.id = any(${scope.only})` : "";
  return `select p.id from ${withContext(where)}
    where p.workspace_id = ${scope.workspace} and p.merged_into is null${only} and (${where})`;
}
