import type { Condition, Definition, DidCondition, Group } from "../definition.ts";
import { constantPeople } from "./constant-sql.ts";
import { didPeople } from "./did-sql.ts";
import { fieldTest, isReachable, isUnsubscribed } from "./field-sql.ts";
import { inactionPeople } from "./inaction-sql.ts";
import { jsonTest } from "./json-test.ts";
import { valueAt } from "./property-sql.ts";
import { askedOnce, limitedTo } from "./shared.ts";
import type { Asked, Scope } from "./sql-values.ts";

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
  segment: ({ segmentId }, scope) => ({ ids: scope.members("segment", segmentId, scope) }),
  audience: ({ audienceId }, scope) => ({ ids: scope.members("audience", audienceId, scope) }),
  did: (did, scope) => ({ ids: didPeople(did, scope) }),
  inaction: (inaction, scope) => ({ ids: inactionPeople(inaction, scope) }),
};

const askedOf = <Kind extends Condition["kind"]>(
  each: Extract<Condition, { kind: Kind }>,
  scope: Scope,
): Asked =>
  askedOnce(each, scope, () => (compile[each.kind] as (one: typeof each, at: Scope) => Asked)(each, scope));

/** Of conditions like these ids are those of people who exist, without their rows being read. */
const isOfEvents = ({ kind }: Condition): boolean => kind === "did" || kind === "inaction";

/** Whether a person `p`, with the context `c` of their events, meets a condition: true or false, never null. */
export function conditionSql<Kind extends Condition["kind"]>(
  each: Extract<Condition, { kind: Kind }>,
  scope: Scope,
): string {
  const sql = askedOf(each, scope);
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

/** People `p`, with the context `c` of their events where `sql` asks for it; of a sample's people it is looked up. */
export function withContext(sql: string, { below }: Pick<Scope, "below">, people = "people p"): string {
  if (!sql.includes("c.context")) {
    return people;
  }
  return below === undefined
    ? `${people} left join person_contexts c on c.workspace_id = p.workspace_id and c.person_id = p.id`
    : `${people} cross join lateral (select junction_context(p.workspace_id, p.id) as context offset 0) c`;
}

/** What all people whom a definition means have in common, taken apart by how it is asked. */
type Parts = {
  /** Queries of ids that they must be among; `events`: of events; `each`: nobody twice. */
  sets: { ids: string; events: boolean; each: boolean }[];
  denied: string[];
  /** Conditions on their rows. */
  rows: string[];
};

function addCondition(each: Condition, parts: Parts, scope: Scope): void {
  const asked = askedOf(each, scope);
  if (typeof asked === "string") {
    parts.rows.push(each.not ? `not (${asked})` : asked);
  } else if (each.not) {
    parts.denied.push(asked.ids);
  } else {
    parts.sets.push({
      ids: asked.ids,
      events: isOfEvents(each),
      each: each.kind === "did",
    });
  }
}

function partsOf({ match, groups }: Definition, scope: Scope): Parts {
  const parts: Parts = { sets: [], denied: [], rows: [] };
  if (match === "any" && groups.length > 1) {
    parts.rows.push(groups.map((group) => groupSql(group, scope)).join(" or "));
    return parts;
  }
  for (const group of groups) {
    const { conditions, constant } = group;
    if (group.match === "any" && conditions.length > 1) {
      parts.rows.push(groupSql(group, scope));
      continue;
    }
    if (constant) {
      const dids = conditions.filter((each): each is DidCondition => each.kind === "did");
      parts.sets.push({ ids: constantPeople(dids, constant.path, scope), events: true, each: false });
    }
    for (const each of conditions) {
      if (!(constant && each.kind === "did")) {
        addCondition(each, parts, scope);
      }
    }
  }
  return parts;
}

/** Not of those whose events are being erased while they themselves are gone already. */
const notErased = (workspace: string): string =>
  `p.id <> all(array(select f.person_id from forget_requests f where f.workspace_id = ${workspace}
    and f.erased_at is null and (select count(*) from people q where q.workspace_id = ${workspace}
      and q.id = f.person_id and q.merged_into is null) = 0))`;

/** The rows `p` of all who are asked about. */
export const everybodyOf = (scope: Scope): string =>
  [`p.workspace_id = ${scope.workspace} and p.merged_into is null`, ...limitedTo("p.id", scope)].join(
    " and ",
  );

/** A query of the ids of the people whom a definition means, each once. */
export function definitionPeople(definition: Definition, scope: Scope): string {
  const { sets, denied, rows } = partsOf(definition, scope);
  const driving = sets.find(({ events }) => events);
  if (driving && rows.length === 0 && !scope.only) {
    // Events belong to people who exist and were not merged into somebody: nobody's row need be read.
    const others = sets.filter((each) => each !== driving).map(({ ids }) => among(ids));
    const where = [...others, ...denied.map(notAmong), notErased(scope.workspace)].join(" and ");
    return `select ${driving.each ? "" : "distinct "}p.id from (${driving.ids}) p(id) where ${where}`;
  }
  const everybody = [everybodyOf(scope), ...sets.map(({ ids }) => among(ids)), ...denied.map(notAmong)].join(
    " and ",
  );
  const where = rows.map((each) => `(${each})`).join(" and ");
  if (rows.length > 0 && sets.length > 0 && !scope.only) {
    // The offset keeps PostgreSQL from asking everybody's row before it has looked who is among the ids.
    return `select p.id from ${withContext(where, scope, `(select p.* from people p where ${everybody} offset 0) p`)} where ${where}`;
  }
  return `select p.id from ${withContext(where, scope)} where ${everybody}${rows.length > 0 ? ` and ${where}` : ""}`;
}

/**
 * How a condition's people are counted: as a filter of the count of all rows `p`, or by a query of their number. Of a denied
 * one the query tells how many it is not.
 */
export function countedBy(each: Condition, scope: Scope): { filter: string } | { query: string } {
  const asked = askedOf(each, scope);
  if (typeof asked === "string") {
    return { filter: each.not ? `not (${asked})` : asked };
  }
  return isOfEvents(each)
    ? { query: `select count(distinct p.id) from (${asked.ids}) p(id) where ${notErased(scope.workspace)}` }
    : { query: `select count(*) from people p where ${everybodyOf(scope)} and ${among(asked.ids)}` };
}
