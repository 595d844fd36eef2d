import type { Db } from "../db/client.ts";
import { elementsOf, valueAt } from "./sql/property-sql.ts";
import { sqlValues } from "./sql/sql-values.ts";

/** What is newest says enough, and takes the same time however much there is. */
const LOOKED_AT = 2_000;
const SHOWN = 50;
const LONGEST = 200;

export type ValueSource = { type: string; name: string } | "people";

/** The texts that a property was lately seen with, most frequent first, and how many documents were looked at. */
export async function lateValues(
  db: Db,
  workspaceId: string,
  source: ValueSource,
  path: string[],
): Promise<{ items: { value: string; count: number }[]; of: number }> {
  const values = sqlValues([workspaceId]);
  const newest =
    source === "people"
      ? `select properties from people where workspace_id = $1::uuid and merged_into is null
         order by last_seen desc limit ${LOOKED_AT}`
      : `select properties from events where workspace_id = $1::uuid and name = ${values.add(source.name, "text")}
         and type = ${values.add(source.type, "text")} order by timestamp desc limit ${LOOKED_AT}`;
  const json = valueAt("n.properties", path, values);
  const rows = await db.sql<{ items: { value: string; count: number }[]; of: number }>(
    `with newest as materialized (${newest}), counted as (
       select x.value #>> '{}' as value, count(*)::int as count
       from newest n cross join lateral ${elementsOf(json)} as x(value)
       where jsonb_typeof(x.value) = 'string' and length(x.value #>> '{}') between 1 and ${LONGEST}
       group by 1 order by 2 desc, 1 limit ${SHOWN})
     select (select count(*)::int from newest) as of,
       (select coalesce(jsonb_agg(c order by c.count desc, c.value), '[]'::jsonb) from counted c) as items`,
    values.all,
  );
  return rows[0] ?? { items: [], of: 0 };
}
