import type { Db } from "../db/client.ts";

/** Calls of one hour; `hour` counts from the time asked for. */
export type SourceHourRow = { sourceId: string; hour: number; accepted: number; refused: number };

/** What the sources of a workspace received since `since`, the beginning of an hour. */
export async function selectHours(db: Db, workspaceId: string, since: Date): Promise<SourceHourRow[]> {
  return db.sql<SourceHourRow>(
    `select source_id as "sourceId", (extract(epoch from hour - $2::timestamptz) / 3600)::int as hour,
       accepted::float8, refused::float8
     from source_hours where workspace_id = $1::uuid and hour >= $2::timestamptz`,
    [workspaceId, since],
  );
}
