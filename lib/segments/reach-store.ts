import type { Queryable } from "../db/queryable.ts";
import { type Condition, channels, type Definition, type ReachChannel } from "./definition.ts";
import { conditionSql, definitionPeople, withContext } from "./sql/definition-sql.ts";
import { isReachable, isUnsubscribed } from "./sql/field-sql.ts";
import type { Scope } from "./sql/sql-values.ts";

const SAMPLE = 10;

/** Numbers of people among those that were asked about. */
export type Reach = {
  people: number;
  of: number;
  reachable: Record<ReachChannel, number>;
  conditions: number[][];
  sample: { id: string; name: string | null; userId: string | null; email: string | null }[];
};

const everybody = (scope: Scope): string =>
  `p.workspace_id = ${scope.workspace} and p.merged_into is null${scope.only ? ` and p.id = any(${scope.only})` : ""}`;

/**
 * How many a definition means, on which channels they can be reached, how many each condition on its own, and ten of them;
 * all among those to whom the scope is limited.
 */
export async function reachOfDefinition(
  client: Queryable,
  definition: Definition,
  scope: Scope,
): Promise<Reach> {
  const reachable = channels
    .map((channel) => `count(*) filter (where ${isReachable(channel)} and not ${isUnsubscribed(channel)})`)
    .map((count, place) => `'${channels[place]}', ${count}`);
  const met = (each: Condition) => {
    const condition = conditionSql(each, scope);
    return `(select count(*) from ${withContext(condition)} where ${everybody(scope)} and ${condition})`;
  };
  const groups = definition.groups.map(
    ({ conditions }) => `jsonb_build_array(${conditions.map(met).join(", ")})`,
  );
  const { rows } = await client.query<Reach>(
    `with meant as materialized (${definitionPeople(definition, scope)})
     select
       (select count(*)::int from meant) as people,
       (select count(*)::int from people p where ${everybody(scope)}) as of,
       (select jsonb_build_object(${reachable.join(", ")}) from ${withContext("c.context")}
         where p.workspace_id = ${scope.workspace} and p.id in (select id from meant)) as reachable,
       jsonb_build_array(${groups.join(", ")}) as conditions,
       (select coalesce(jsonb_agg(s), '[]'::jsonb) from (
         select p.id, p.name, p.user_id as "userId", p.email from people p
         where p.workspace_id = ${scope.workspace} and p.id in (select id from meant)
         order by p.last_seen desc, p.id limit ${SAMPLE}) s) as sample`,
    scope.values.all,
  );
  const [reach] = rows;
  if (!reach) {
    throw new Error("A select without a from has one row.");
  }
  return reach;
}
