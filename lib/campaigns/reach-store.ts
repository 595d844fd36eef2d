import { inControlGroup } from "../control-groups/share.ts";
import type { Queryable } from "../db/queryable.ts";
import type { Scope } from "../segments/sql/sql-values.ts";

type Share = { salt: string; percent: number };

/** How many a query of the scope means, how many of them a channel reaches, and who of those is held back. */
export async function countReach(
  client: Queryable,
  query: { meant: string; scope: Scope },
  asked: { reached: string; unsubscribed: string; shares: Share[] },
): Promise<{ qualify: number; reachable: number; control: number; of: number }> {
  const { meant, scope } = query;
  const held = asked.shares.map((share) =>
    inControlGroup("p.id", share, (value, type) => scope.values.add(value, type)),
  );
  const reachable = `${asked.reached} and not ${asked.unsubscribed}`;
  const { rows } = await client.query(
    `select count(*)::int as qualify, count(*) filter (where ${reachable})::int as reachable,
       count(*) filter (where ${reachable} and (${held.length > 0 ? held.join(" or ") : "false"}))::int as control,
       (select count(*)::int from people a where a.workspace_id = ${scope.workspace} and a.merged_into is null) as of
     from people p where p.workspace_id = ${scope.workspace} and p.merged_into is null and p.id in (${meant})`,
    scope.values.all,
  );
  return rows[0];
}
