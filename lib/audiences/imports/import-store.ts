import { jsonbArray, textArray } from "../../db/binary-arrays.ts";
import type { Db } from "../../db/client.ts";
import type { Queryable } from "../../db/queryable.ts";
import { importRecords } from "../../imports/import-records.ts";
import type { ImportStatus } from "../../imports/schema.ts";
import type { ReadSoFar } from "../../imports/stage-file.ts";
import { type ImportPlace, stagedTables } from "../../imports/staged-tables.ts";
import type { GoodRow } from "./check-row.ts";

export type { ImportPlace, ReadSoFar };

/** What reading and ending an import writes. */
export const audienceImports = stagedTables({
  imports: "audience_imports",
  staged: "audience_import_rows",
  refusals: "audience_import_refusals",
  leased: true,
});

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

export const {
  byId: importById,
  last: lastImports,
  isRunning: isImporting,
} = importRecords<ImportRecord>({ table: "audience_imports", into: "audience_id", columns });

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

/** Deletes what an earlier try to read an import's file has left: staged rows and refusals. */
export async function forgetReading(db: Db, place: ImportPlace): Promise<void> {
  await audienceImports.deleteAllStaged(db, place);
  await db.sql(
    `delete from audience_import_refusals where workspace_id = $1::uuid and import_id = $2::uuid`,
    [place.workspaceId, place.importId],
  );
}
