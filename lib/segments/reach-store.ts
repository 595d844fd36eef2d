import type { Queryable } from "../db/queryable.ts";
import { type Condition, type Definition, type ReachWay, reachWays } from "./definition.ts";
import { countedBy, definitionPeople, everybodyOf, withContext } from "./sql/definition-sql.ts";
import { mayReach } from "./sql/field-sql.ts";
import { sharing, tablesOf } from "./sql/shared.ts";
import type { Scope } from "./sql/sql-values.ts";

const SAMPLE = 10;

/** Numbers of people among those that were asked about. */
export type Reach = {
  people: number;
  of: number;
  reachable: Record<ReachWay, number>;
  conditions: number[][];
  sample: { id: string; name: string | null; userId: string | null; email: string | null }[];
};

/** Of each condition, in SQL over the one row `a` of all people's counts, how many meet it alone. */
function conditionCounts(definition: Definition, scope: Scope): { met: string[][]; filters: string[] } {
  const filters: string[] = [];
  const met = (each: Condition): string => {
    const counted = countedBy(each, scope);
    if ("filter" in counted) {
      return `a.met_${filters.push(counted.filter) - 1}`;
    }
    return each.not ? `a.of - (${counted.query})` : `(${counted.query})`;
  };
  return { met: definition.groups.map(({ conditions }) => conditions.map(met)), filters };
}

/**
 * How many a definition means, on which channels they can be reached, how many each condition on its own, and ten of them;
 * all among those to whom the scope is limited. No condition is asked twice, and all people are read once for all of them.
 */
export async function reachOfDefinition(
  client: Queryable,
  definition: Definition,
  given: Scope,
): Promise<Reach> {
  const { groups } = definition;
  // What a definition of one condition means is whom that condition means.
  const alone = groups.length === 1 && groups[0]?.conditions.length === 1 && !groups[0].constant;
  const scope = sharing(given, !alone);
  const meant = definitionPeople(definition, scope);
  const { met, filters } = alone ? { met: [["t.people"]], filters: [] } : conditionCounts(definition, scope);
  const reached = reachWays.map((way) => `${mayReach(way)} as via_${way}`).join(", ");
  const reachable = reachWays.map((way) => `'${way}', count(*) filter (where m.via_${way})`);
  const counts = filters.map((filter, place) => `count(*) filter (where ${filter}) as met_${place}`);
  const { rows } = await client.query<Reach>(
    `with ${tablesOf(scope)
      .map((table) => `${table}, `)
      .join("")}meant as materialized (
       select p.id, p.last_seen, ${reached} from ${withContext(reached, scope)}
       where ${everybodyOf(scope)} and p.id in (${meant}))
     select t.people, a.of::int as of, t.reachable,
       jsonb_build_array(${met.map((group) => `jsonb_build_array(${group.join(", ")})`).join(", ")}) as conditions,
       (select coalesce(jsonb_agg((
           select jsonb_build_object('id', p.id, 'name', p.name, 'userId', p.user_id, 'email', p.email)
           from people p where p.workspace_id = ${scope.workspace} and p.id = s.id)), '[]'::jsonb)
         from (select m.id from meant m order by m.last_seen desc, m.id limit ${SAMPLE}) s) as sample
     from (select count(*)::int as people, jsonb_build_object(${reachable.join(", ")}) as reachable from meant m) t,
       (select ${["count(*) as of", ...counts].join(", ")} from ${withContext(filters.join(" "), scope)}
         where ${everybodyOf(scope)}) a`,
    scope.values.all,
  );
  const [reach] = rows;
  if (!reach) {
    throw new Error("Counts without groups have one row.");
  }
  return reach;
}
