import type { Db } from "../db/client.ts";

export type UseRow = { id: string; name: string };

/** Audiences whose definition names the segment, wherever it does. */
export async function audiencesThatUse(db: Db, workspaceId: string, id: string): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select a.id, a.name from audiences a where a.workspace_id = $1::uuid and a.definition @? $2::jsonpath
     order by a.name, a.id limit 100`,
    [workspaceId, `$.**.segmentId ? (@ == ${JSON.stringify(id)})`],
  );
}
