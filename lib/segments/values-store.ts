import type { Db } from "../db/client.ts";
import type { PersonFieldKey } from "./person-fields.ts";
import { withContext } from "./sql/definition-sql.ts";
import { fieldValue } from "./sql/field-sql.ts";
import { elementsOf, valueAt } from "./sql/property-sql.ts";
import { type Scope, type SqlValues, sqlValues } from "./sql/sql-values.ts";

/** What is newest says enough, and takes the same time however much there is. */
const LOOKED_AT = 2_000;
const SHOWN = 50;
const LONGEST = 200;

export type ValueSource = { type: string; name: string } | "people";

type Late = { items: { value: string; count: number }[]; of: number };

/** Of a query of the newest, each with its `json`: the texts there, most frequent first, and how many were looked at. */
async function textsOf(db: Db, newest: string, values: SqlValues): Promise<Late> {
  const rows = await db.sql<Late>(
    `with newest as materialized (${newest}), counted as (
       select x.value #>> '{}' as value, count(*)::int as count
       from newest n cross join lateral ${elementsOf("n.json")} as x(value)
       where jsonb_typeof(x.value) = 'string' and length(x.value #>> '{}') between 1 and ${LONGEST}
       group by 1 order by 2 desc, 1 limit ${SHOWN})
     select (select count(*)::int from newest) as of,
       (select coalesce(jsonb_agg(c order by c.count desc, c.value), '[]'::jsonb) from counted c) as items`,
    values.all,
  );
  return rows[0] ?? { items: [], of: 0 };
}

const newestPeople = `select p.* from people p where p.workspace_id = $1::uuid and p.merged_into is null
  order by p.last_seen desc limit ${LOOKED_AT}`;

/** The texts that a property was lately seen with, most frequent first, and how many documents were looked at. */
export async function lateValues(
  db: Db,
  workspaceId: string,
  source: ValueSource,
  path: string[],
): Promise<Late> {
  const values = sqlValues([workspaceId]);
  const newest =
    source === "people"
      ? newestPeople
      : `select e.properties from events e where e.workspace_id = $1::uuid and e.name = ${values.add(source.name, "text")}
         and e.type = ${values.add(source.type, "text")} order by e.timestamp desc limit ${LOOKED_AT}`;
  return textsOf(db, `select ${valueAt("n.properties", path, values)} as json from (${newest}) n`, values);
}

/** The same of what is known of people, in the scope of everybody. */
export async function lateFieldValues(db: Db, field: PersonFieldKey, scope: Scope): Promise<Late> {
  const json = fieldValue(field, scope);
  return textsOf(
    db,
    `select ${json} as json from ${withContext(json, scope, `(${newestPeople}) p`)}`,
    scope.values,
  );
}
