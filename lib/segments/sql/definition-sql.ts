import type { Condition, Definition, DidCondition, Group } from "../definition.ts";
import { constantPeople } from "./constant-sql.ts";
import { didPeople } from "./did-sql.ts";
import { fieldTest, isReachable, isUnsubscribed } from "./field-sql.ts";
import { inactionPeople } from "./inaction-sql.ts";
import { jsonTest } from "./json-test.ts";
import { valueAt } from "./property-sql.ts";
import type { Scope } from "./sql-values.ts";

/** What is asked of a person's row, or whose ids the person must be among. */
type Asked = string | { ids: string };
type Compile = {
  [Kind in Condition["kind"]]: (each: Extract<Condition, { kind: Kind }>, scope: Scope) => Asked;
};

const among = (query: string): string => `p.id in (${query})`;
/** Not in a query of ids: as a join; `not in` would search all of them for each person once they do not fit into memory. */
const notAmong = (query: string): string => `not exists (select 1 from (${query}) x(id) where x.id = p.id)`;

const compile: Compile = {
  property: ({ path, test }, { values, moment }) =>
    jsonTest(valueAt("p.properties", path, values), test, moment, values),
  field: ({ field, test }, scope) => fieldTest(field, test, scope),
  reachable: ({ channel }) => isReachable(channel),
  unsubscribed: ({ channel }) => isUnsubscribed(channel),
  segment: ({ segmentId }, scope) => ({ ids: scope.members("segment", segmentId) }),
  audience: ({ audienceId }, scope) => ({ ids: scope.members("audience", audienceId) }),
  did: (did, scope) => ({ ids: didPeople(did, scope) }),
  inaction: (inaction, scope) => ({ ids: inactionPeople(inaction, scope) }),
};

/** Whether a person `p`, with the context `c` of their events, meets a condition: true or false, never null. */
export function conditionSql<Kind extends Condition["kind"]>(
  each: Extract<Condition, { kind: Kind }>,
  scope: Scope,
): string {
  const sql = (compile[each.kind] as (one: typeof each, at: Scope) => Asked)(each, scope);
  if (typeof sql !== "string") {
    return each.not ? notAmong(sql.ids) : among(sql.ids);
  }
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

/** A condition that only events tell of. */
type ByEvents = Extract<Condition, { kind: "did" | "inaction" }>;
const isByEvents = (each: Condition): each is ByEvents => each.kind === "did" || each.kind === "inaction";

/** Those who did it, whatever the condition's `not`: a query of ids, which may name somebody twice. */
const whoDid = (each: ByEvents, scope: Scope): string =>
  each.kind === "did" ? didPeople(each, scope) : inactionPeople(each, scope);

/** Whose events are being erased while they themselves are gone already. */
const isErased = (workspace: string): string =>
  `exists (select 1 from forget_requests f where f.workspace_id = ${workspace} and f.person_id = p.id
    and f.erased_at is null and not exists (
      select 1 from people q where q.workspace_id = ${workspace} and q.id = f.person_id and q.merged_into is null))`;

/**
 * A query of the ids of those whom a definition means that asks for nothing but events, some of which must have been done:
 * out of the events alone, which belong to people who exist and are nobody else. Null for any other definition.
 */
function peopleByEvents({ match, groups }: Definition, scope: Scope): string | null {
  const every = groups.flatMap(({ conditions }) => conditions);
  const [first, ...others] = groups;
  if (scope.only || !first || !every.every(isByEvents) || (others.length > 0 && match === "any")) {
    return null;
  }
  const of = (done: string, rest: string[]) =>
    `select distinct p.id from (${done}) p(id)
     where ${[...rest, ...others.map((group) => groupSql(group, scope))].map((each) => `${each} and `).join("")}
       not ${isErased(scope.workspace)}`;
  if (first.constant) {
    const dids = first.conditions.filter((each): each is DidCondition => each.kind === "did");
    const rest = first.conditions.filter(({ kind }) => kind !== "did");
    return of(
      constantPeople(dids, first.constant.path, scope),
      rest.map((each) => conditionSql(each, scope)),
    );
  }
  const driving = first.conditions.findIndex(({ not }) => !not);
  const condition = first.conditions[driving];
  if (!condition || !isByEvents(condition) || (first.match === "any" && first.conditions.length > 1)) {
    return null;
  }
  const rest = first.conditions.filter((_, place) => place !== driving);
  return of(
    whoDid(condition, scope),
    rest.map((each) => conditionSql(each, scope)),
  );
}

/** A query of the ids of the people whom a definition means, each once. */
export function definitionPeople(definition: Definition, scope: Scope): string {
  const byEvents = peopleByEvents(definition, scope);
  if (byEvents) {
    return byEvents;
  }
  const { match, groups } = definition;
  const where = groups.map((group) => groupSql(group, scope)).join(match === "all" ? " and " : " or ");
  const only = scope.only ? ` and p.id = any(${scope.only})` : "";
  return `select p.id from ${withContext(where)}
    where p.workspace_id = ${scope.workspace} and p.merged_into is null${only} and (${where})`;
}
