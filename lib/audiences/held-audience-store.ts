import type { Db } from "../db/client.ts";

/** What those who send an audience on need of it. */
export type HeldAudience = { id: string; name: string; size: number; identifier: string };

/** The audience under a lock, so that it is neither deleted nor sent twice at once. Null when there is none. */
export async function lockHeldAudience(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<HeldAudience | null> {
  const rows = await db.sql<{ id: string; name: string; size: bigint; identifier: string }>(
    `select id, name, size, identifier from audiences where workspace_id = $1::uuid and id = $2::uuid for no key update`,
    [workspaceId, id],
  );
  const row = rows[0];
  return row ? { ...row, size: Number(row.size) } : null;
}

/** Names of the properties that members have, the most used first, at most `limit`. */
export async function memberPropertyNames(
  db: Db,
  workspaceId: string,
  id: string,
  limit: number,
): Promise<string[]> {
  const rows = await db.sql<{ name: string }>(
    `select name from audience_members m, jsonb_object_keys(m.properties) as name
     where m.workspace_id = $1::uuid and m.audience_id = $2::uuid and m.present
     group by name order by count(*) desc, name limit $3::int`,
    [workspaceId, id, limit],
  );
  return rows.map((row) => row.name);
}
