import type { Sql } from "../../db/queryable.ts";

/** Only one transaction at a time lets people into journeys of a workspace, so that nobody comes in twice. Behind the gate. */
export async function lockEntries(db: Sql, workspaceId: string): Promise<void> {
  await db.sql("select pg_advisory_xact_lock(hashtextextended('journey entries ' || $1::text, 0))::text", [
    workspaceId,
  ]);
}
