import { textArray } from "../../db/binary-arrays.ts";
import type { Db } from "../../db/client.ts";
import type { Queryable } from "../../db/queryable.ts";
import { importRecords } from "../../imports/import-records.ts";
import type { ImportStatus } from "../../imports/schema.ts";
import { type ImportPlace, stagedTables } from "../../imports/staged-tables.ts";
import type { IdentifiedBy } from "./identified-by.ts";
import type { ListMode } from "./schema.ts";

/** What reading and ending an import writes. */
export const listImports = stagedTables({
  imports: "list_imports",
  staged: "list_import_rows",
  refusals: "list_import_refusals",
  leased: false,
});

/** Whom a file names is kept as long as its staged rows. */
export const listPeople = stagedTables({
  imports: "list_imports",
  staged: "list_import_people",
  refusals: "list_import_refusals",
  leased: false,
});

export type ListImportRecord = {
  id: string;
  segmentId: string;
  fileName: string;
  mode: ListMode;
  column: string;
  identifiedBy: IdentifiedBy;
  status: ImportStatus;
  bytes: number;
  rows: number;
  accepted: number;
  refused: number;
  repeated: number;
  applied: number;
  found: number;
  unknown: number;
  doubled: number;
  entered: number;
  left: number;
  problem: string | null;
  createdBy: string;
  createdAt: Date;
  endedAt: Date | null;
};

const numbers = [
  "bytes",
  "rows",
  "accepted",
  "refused",
  "repeated",
  "applied",
  "found",
  "unknown",
  "doubled",
  "entered",
  "left",
];
const columns = `i.id, i.segment_id as "segmentId", i.file_name as "fileName", i.mode, i."column",
  i.identified_by as "identifiedBy", i.status, i.problem, i.created_by as "createdBy", i.created_at as "createdAt",
  i.ended_at as "endedAt", ${numbers.map((name) => `i."${name}"::float8 as "${name}"`).join(", ")}`;

export const {
  byId: listImportById,
  last: lastListImports,
  isRunning: isListImporting,
} = importRecords<ListImportRecord>({ table: "list_imports", into: "segment_id", columns });

export async function insertListImport(
  db: Db,
  workspaceId: string,
  made: Pick<
    ListImportRecord,
    "id" | "segmentId" | "fileName" | "mode" | "column" | "identifiedBy" | "createdBy" | "createdAt"
  >,
): Promise<void> {
  await db.prisma.listImport.create({
    data: { workspaceId, ...made, status: "UPLOADING", heartbeatAt: made.createdAt },
  });
}

/** Stages identities. Resolves how many were new. */
export async function stageIdentities(
  client: Queryable,
  place: ImportPlace,
  rows: { identity: string; line: number }[],
): Promise<number> {
  const { rowCount } = await client.query({
    name: "segments.lists.stage",
    text: `insert into list_import_rows (workspace_id, import_id, identity, line)
      select $1::uuid, $2::uuid, * from unnest($3::text[], $4::int[]) on conflict do nothing`,
    values: [
      place.workspaceId,
      place.importId,
      textArray(rows.map((row) => row.identity)),
      rows.map((row) => row.line),
    ],
  });
  return rowCount ?? 0;
}

/** A list's size and moment are exact from now on; or its members are being changed. */
export async function setListState(
  db: Db,
  { workspaceId, segmentId }: { workspaceId: string; segmentId: string },
  state: "counting" | "ready",
  now: Date,
  changed: boolean,
): Promise<void> {
  await db.sql(
    `update segments set state = $3, changed_at = case when $5::boolean then $4::timestamptz else changed_at end,
       counted_at = case when $3 = 'ready' then $4::timestamptz else counted_at end
     where workspace_id = $1::uuid and id = $2::uuid`,
    [workspaceId, segmentId, state, now.toISOString(), changed],
  );
}

/** Names of those of the lists that a file is being brought into, or out of, at this moment. */
export async function namesOfChanging(
  db: Db,
  workspaceId: string,
  listIds: readonly string[],
): Promise<string[]> {
  const rows = await db.sql<{ name: string }>(
    `select s.name from segments s where s.workspace_id = $1::uuid and s.id = any($2::uuid[])
       and exists (select 1 from list_imports i where i.workspace_id = s.workspace_id and i.segment_id = s.id
         and i.status = 'APPLYING') order by s.name`,
    [workspaceId, listIds],
  );
  return rows.map(({ name }) => name);
}
