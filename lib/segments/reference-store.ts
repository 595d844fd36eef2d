import type { Db } from "../db/client.ts";

/** Those of these audiences that the workspace has. */
export async function audiencesThere(db: Db, workspaceId: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) {
    return new Set();
  }
  const rows = await db.sql<{ id: string }>(
    `select id::text as id from audiences where workspace_id = $1::uuid and id = any($2::uuid[])`,
    [workspaceId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}
