import { jsonbArray, textArray } from "../../db/binary-arrays.ts";
import type { Db } from "../../db/client.ts";
import type { Queryable } from "../../db/queryable.ts";
import type { BadRow, GoodRow } from "./check-row.ts";
import type { ImportStatus } from "./schema.ts";

/** `lease`: of whoever reads its file from a partner; without one, of whoever was sent it. */
export type ImportPlace = { workspaceId: string; importId: string; lease?: string };

export type ImportRecord = {
  id: string;
  audienceId: string;
  fileName: string;
  mode: "replace" | "add";
  column: string;
  status: ImportStatus;
  bytes: number;
  rows: number;
  accepted: number;
  refused: number;
  repeated: number;
  applied: number;
  joined: number;
  left: number;
  problem: string | null;
  /** read by a worker from the partner that keeps it */
  fetched: boolean;
  createdBy: string;
  createdAt: Date;
  endedAt: Date | null;
};

const columns = `i.id, i.audience_id as "audienceId", i.file_name as "fileName", i.mode, i."column", i.status,
  i.bytes::float8 as bytes, i.rows::float8 as rows, i.accepted::float8 as accepted, i.refused::float8 as refused,
  i.repeated::float8 as repeated, i.applied::float8 as applied, i.joined::float8 as joined, i."left"::float8 as "left",
  i.problem, i.fetched, i.created_by as "createdBy", i.created_at as "createdAt", i.ended_at as "endedAt"`;

export async function importById(
  db: Db,
  { workspaceId, importId }: ImportPlace,
): Promise<ImportRecord | null> {
  const rows = await db.sql<ImportRecord>(
    `select ${columns} from audience_imports i where i.workspace_id = $1::uuid and i.id = $2::uuid`,
    [workspaceId, importId],
  );
  return rows[0] ?? null;
}

export async function lastImports(
  db: Db,
  workspaceId: string,
  audienceId: string,
  limit: number,
): Promise<ImportRecord[]> {
  return db.sql<ImportRecord>(
    `select ${columns} from audience_imports i where i.workspace_id = $1::uuid and i.audience_id = $2::uuid
     order by i.created_at desc, i.id desc limit $3::int`,
    [workspaceId, audienceId, limit],
  );
}

/** Whether an import of the audience has not ended yet. */
export async function isImporting(db: Db, workspaceId: string, audienceId: string): Promise<boolean> {
  const rows = await db.sql<{ found: boolean }>(
    `select exists (select 1 from audience_imports where workspace_id = $1::uuid and audience_id = $2::uuid
       and status in ('UPLOADING', 'APPLYING')) as found`,
    [workspaceId, audienceId],
  );
  return rows[0]?.found ?? false;
}

export async function insertImport(
  db: Db,
  workspaceId: string,
  made: Pick<
    ImportRecord,
    "id" | "audienceId" | "fileName" | "mode" | "column" | "createdBy" | "createdAt" | "fetched"
  >,
): Promise<void> {
  await db.prisma.audienceImport.create({
    data: { workspaceId, ...made, status: "UPLOADING", heartbeatAt: made.createdAt },
  });
}

/** Stages users under their identities, the later row of the same one in its place. Returns how many were new. */
export async function stageRows(client: Queryable, place: ImportPlace, rows: GoodRow[]): Promise<number> {
  const { rows: found } = await client.query<{ fresh: number }>({
    name: "audiences.imports.stage",
    text: `with written as (
        insert into audience_import_rows as r (workspace_id, import_id, identity, line, properties)
        select $1::uuid, $2::uuid, * from unnest($3::text[], $4::int[], $5::jsonb[])
        on conflict (workspace_id, import_id, identity) do update set line = excluded.line, properties = excluded.properties
        returning xmax = 0 as fresh)
      select count(*) filter (where fresh)::int as fresh from written`,
    values: [
      place.workspaceId,
      place.importId,
      textArray(rows.map((row) => row.identity)),
      rows.map((row) => row.line),
      jsonbArray(rows.map((row) => JSON.stringify(row.properties))),
    ],
  });
  return found[0]?.fresh ?? 0;
}

export async function insertRefusals(client: Queryable, place: ImportPlace, rows: BadRow[]): Promise<void> {
  await client.query({
    name: "audiences.imports.refuse",
    text: `insert into audience_import_refusals (workspace_id, import_id, line, reason, text)
      select $1::uuid, $2::uuid, * from unnest($3::int[], $4::text[], $5::text[]) on conflict do nothing`,
    values: [
      place.workspaceId,
      place.importId,
      rows.map((row) => row.line),
      textArray(rows.map((row) => row.reason)),
      textArray(rows.map((row) => row.text)),
    ],
  });
}

export type ReadSoFar = { bytes: number; rows: number; accepted: number; refused: number; repeated: number };

/** Notes how far reading has come. False when the import is not being read any more (its audience was deleted). */
export async function noteRead(
  client: Queryable,
  place: ImportPlace,
  read: ReadSoFar,
  now: Date,
): Promise<boolean> {
  const done = await client.query(
    `update audience_imports set bytes = $3, rows = $4, accepted = $5, refused = $6, repeated = $7, heartbeat_at = $8
     where workspace_id = $1 and id = $2 and status = 'UPLOADING' and lease is not distinct from $9`,
    [
      place.workspaceId,
      place.importId,
      read.bytes,
      read.rows,
      read.accepted,
      read.refused,
      read.repeated,
      now,
      place.lease ?? null,
    ],
  );
  return done.rowCount === 1;
}

/** From UPLOADING to APPLYING. False when it had ended. */
export async function markApplying(db: Db, place: ImportPlace, now: Date): Promise<boolean> {
  const rows = await db.sql<{ id: string }>(
    `update audience_imports set status = 'APPLYING', heartbeat_at = $3::timestamptz, lease = null
     where workspace_id = $1::uuid and id = $2::uuid and status = 'UPLOADING' and lease is not distinct from $4
     returning id`,
    [place.workspaceId, place.importId, now.toISOString(), place.lease ?? null],
  );
  return rows.length === 1;
}

/** From UPLOADING to FAILED. False when it had ended, or somebody else reads it now. */
export async function markFailed(db: Db, place: ImportPlace, problem: string, now: Date): Promise<boolean> {
  const rows = await db.sql<{ id: string }>(
    `update audience_imports set status = 'FAILED', problem = $3, ended_at = $4::timestamptz, lease = null
     where workspace_id = $1::uuid and id = $2::uuid and status = 'UPLOADING' and lease is not distinct from $5
     returning id`,
    [place.workspaceId, place.importId, problem, now.toISOString(), place.lease ?? null],
  );
  return rows.length === 1;
}

const STAGED_PIECE = 10_000;

async function deleteStaged(db: Db, place: ImportPlace, limit: number): Promise<number> {
  const gone = await db.pool.query(
    // By their places in the table: of one that was never analysed the planner would compare each row with each.
    `delete from audience_import_rows where workspace_id = $1 and import_id = $2 and ctid = any(array(
       select ctid from audience_import_rows where workspace_id = $1 and import_id = $2 limit $3 for update skip locked))`,
    [place.workspaceId, place.importId, limit],
  );
  return gone.rowCount ?? 0;
}

/** Deletes all staged rows of an import that has ended, some at a time; not those that somebody else is deleting. */
export async function deleteAllStaged(db: Db, place: ImportPlace): Promise<void> {
  while ((await deleteStaged(db, place, STAGED_PIECE)) > 0) {}
}

/** Deletes what an earlier try to read an import's file has left: staged rows and refusals. */
export async function forgetReading(db: Db, place: ImportPlace): Promise<void> {
  await deleteAllStaged(db, place);
  await db.sql(
    `delete from audience_import_refusals where workspace_id = $1::uuid and import_id = $2::uuid`,
    [place.workspaceId, place.importId],
  );
}

export async function selectRefusals(
  db: Db,
  place: ImportPlace,
  after: number,
  limit: number,
): Promise<BadRow[]> {
  return db.sql<BadRow>(
    `select line, reason, text from audience_import_refusals
     where workspace_id = $1::uuid and import_id = $2::uuid and line > $3::int order by line limit $4::int`,
    [place.workspaceId, place.importId, after, limit],
  );
}
