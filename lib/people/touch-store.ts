import type { Sql } from "../db/queryable.ts";

/**
 * Says that something about these people changed which neither a call nor their profile tells: that they came into or left a
 * list (`segment:<id>`), or want messages or none (`subscription:<channel>`); or which a later call may hide: that something else than
 * a call changed their own `properties`. In the transaction that changed it.
 */
export async function touchPeople(
  db: Sql,
  workspaceId: string,
  people: readonly string[],
  what: string,
): Promise<void> {
  await db.sql(
    `insert into person_touches (workspace_id, person_id, what) select $1::uuid, u, $3::text
     from unnest($2::uuid[]) u returning 1`,
    [workspaceId, people, what],
  );
}
