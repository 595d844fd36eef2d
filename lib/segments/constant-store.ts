import type { Db } from "../db/client.ts";
import type { Json } from "../kernel/json.ts";
import { type Constant, MOST_CONSTANT_VALUES } from "./constant.ts";
import { constantValuesSql } from "./sql/constant-sql.ts";
import type { Scope } from "./sql/sql-values.ts";

/** The values that a constant property held for the people of a scope, by their ids; of those without any nothing. */
export async function valuesHeld(db: Db, constant: Constant, scope: Scope): Promise<Map<string, Json[]>> {
  const text = constantValuesSql(constant, MOST_CONSTANT_VALUES, scope);
  const rows = await db.sql<{ id: string; values: Json[] }>(text, scope.values.all);
  return new Map(rows.map(({ id, values }) => [id, values]));
}
