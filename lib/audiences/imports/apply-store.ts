import type { Sql } from "../../db/queryable.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { ImportPlace } from "./import-store.ts";

export type ApplyingImport = { audienceId: string; mode: string; createdAt: Date };

/** The import under a lock, where it is being applied. Lock its audience first, as whoever deletes one does. */
export async function lockApplying(db: Sql, place: ImportPlace): Promise<ApplyingImport | null> {
  const rows = await db.sql<ApplyingImport>(
    `select audience_id as "audienceId", mode, created_at as "createdAt" from audience_imports
     where workspace_id = $1::uuid and id = $2::uuid and status = 'APPLYING' for update`,
    [place.workspaceId, place.importId],
  );
  return rows[0] ?? null;
}

export type StagedRow = { identity: string; properties: JsonObject };

/** Staged users in the order of their identities, after one of them. */
export async function stagedAfter(
  db: Sql,
  place: ImportPlace,
  after: string,
  limit: number,
): Promise<StagedRow[]> {
  return db.sql<StagedRow>(
    `select identity, properties from audience_import_rows
     where workspace_id = $1::uuid and import_id = $2::uuid and identity > $3::text order by identity limit $4::int`,
    [place.workspaceId, place.importId, after, limit],
  );
}

export async function deleteApplied(db: Sql, place: ImportPlace, identities: string[]): Promise<void> {
  await db.sql(
    `delete from audience_import_rows where workspace_id = $1::uuid and import_id = $2::uuid and identity = any($3::text[])`,
    [place.workspaceId, place.importId, identities],
  );
}

export async function addToImport(
  db: Sql,
  place: ImportPlace,
  step: { applied: number; joined: number; left: number; now: Date },
): Promise<void> {
  await db.sql(
    `update audience_imports set applied = applied + $3::int, joined = joined + $4::int, "left" = "left" + $5::int,
       heartbeat_at = $6::timestamptz where workspace_id = $1::uuid and id = $2::uuid`,
    [place.workspaceId, place.importId, step.applied, step.joined, step.left, step.now.toISOString()],
  );
}

export async function markDone(db: Sql, place: ImportPlace, now: Date): Promise<void> {
  await db.sql(
    `update audience_imports set status = 'DONE', ended_at = $3::timestamptz, heartbeat_at = $3::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid`,
    [place.workspaceId, place.importId, now.toISOString()],
  );
}
