import type { Db } from "../../db/client.ts";
import { leaseIsFree } from "../../jobs/lease.ts";
import type { ImportPlace } from "../imports/import-store.ts";

export type ClaimedFetch = { audienceId: string; mode: "replace" | "add"; createdBy: string };

/**
 * Takes up an import whose file is still to be read, from its beginning: its counts are nought again. Null where it has
 * ended, or another worker reads it.
 */
export async function claimFetch(
  db: Db,
  { workspaceId, importId, lease }: ImportPlace & { lease: string },
  now: Date,
): Promise<ClaimedFetch | null> {
  const rows = await db.sql<ClaimedFetch>(
    `update audience_imports r set lease = $3, heartbeat_at = $4::timestamptz,
       bytes = 0, rows = 0, accepted = 0, refused = 0, repeated = 0
     where r.workspace_id = $1::uuid and r.id = $2::uuid and r.status = 'UPLOADING' and r.fetched and ${leaseIsFree}
     returning r.audience_id as "audienceId", r.mode, r.created_by as "createdBy"`,
    [workspaceId, importId, lease, now.toISOString()],
  );
  return rows[0] ?? null;
}

/** Notes which file is being read. */
export async function noteSource(
  db: Db,
  { workspaceId, importId, lease }: ImportPlace,
  source: { fileName: string; column: string; now: Date },
): Promise<void> {
  await db.sql(
    `update audience_imports set file_name = $4, "column" = $5, heartbeat_at = $6::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [workspaceId, importId, lease, source.fileName, source.column, source.now.toISOString()],
  );
}

/** Leaves the import to whoever takes it up next. */
export async function releaseFetch(db: Db, { workspaceId, importId, lease }: ImportPlace): Promise<void> {
  await db.sql(
    `update audience_imports set lease = null where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [workspaceId, importId, lease],
  );
}

/** Imports of any workspace whose file is to be read, that nobody reads and that no job in the queue will take up. */
export async function orphanedFetches(db: Db): Promise<ImportPlace[]> {
  return db.sql<ImportPlace>(
    `select r.workspace_id as "workspaceId", r.id as "importId" from audience_imports r
     where r.status = 'UPLOADING' and r.fetched and ${leaseIsFree} and not exists (
       select 1 from graphile_worker.jobs j
       where j.key = 'audiences.fetch-import:' || r.id and j.attempts < j.max_attempts)
     order by r.id limit 100`,
  );
}
