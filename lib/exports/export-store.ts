import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";
import { holdsText, likeLiteral } from "../db/like.ts";
import type { ListExports } from "./schema.ts";

export type ExportRecord = {
  id: string;
  connection_id: string;
  partner: string;
  nickname: string;
  data_type: string;
  event_names: string[];
  identifier_priority: string[];
  format: string;
  frequency: string;
  every_hours: number | null;
  range: unknown;
  range_from: Date | null;
  range_to: Date | null;
  start_at: Date;
  next_run_at: Date | null;
  last_run_at: Date | null;
  status: string;
  outcome: string | null;
  outcome_reason: string | null;
  waiting: string | null;
  version: number;
  accepted: bigint;
  rejected: bigint;
  stopped_by: string | null;
  stopped_at: Date | null;
  created_by: string;
  created_at: Date;
  time_zone: string;
  run_expected: bigint | null;
  run_read: bigint | null;
  recent_records: bigint | null;
  recent_since: Date | null;
};

/** Columns and joins of a view; `page` selects rows of exports as `e`. The rate is that of the last batches of the run. */
const viewOf = (page: string, order: string) => `
  select e.*, c.nickname, w.time_zone, run.expected as run_expected, run.read as run_read,
    run.records as recent_records, run.since as recent_since
  from (${page}) e
  join connections c on c.workspace_id = e.workspace_id and c.id = e.connection_id
  join workspaces w on w.id = e.workspace_id
  left join lateral (
    select r.expected, r.read, b.records, b.since from export_runs r
    left join lateral (
      select sum(records) as records, min(at - make_interval(secs => took_ms / 1000.0)) as since
      from (select records, at, took_ms from export_batches
            where workspace_id = r.workspace_id and run_id = r.id order by number desc limit 20) last
    ) b on true
    where r.workspace_id = e.workspace_id and r.export_id = e.id and r.status = 'RUNNING'
    order by r.number desc limit 1
  ) run on e.status = 'RUNNING'
  order by ${order}`;

export async function exportById(db: Db, workspaceId: string, id: string): Promise<ExportRecord | null> {
  const page = "select * from exports where workspace_id = $1::uuid and id = $2::uuid";
  const rows = await db.sql<ExportRecord>(viewOf(page, "e.id"), [workspaceId, id]);
  return rows[0] ?? null;
}

/** Columns by the name of a sort, nothing of the caller's ever goes into the text. */
const sortColumns: Record<ListExports["sort"], string> = {
  exportedOn: "e.created_at",
  lastRun: "e.last_run_at",
  nextRun: "e.next_run_at",
  accepted: "e.accepted",
  rejected: "e.rejected",
};

/** Rows are counted up to this. */
export const TOTAL_CAP = 2_000;

export type ExportFilter = Omit<ListExports, "exportedFrom" | "exportedTo"> & {
  from: Date | null;
  to: Date | null;
};

function conditionsOf(workspaceId: string, filter: ExportFilter): { text: string; values: unknown[] } {
  const values: unknown[] = [workspaceId];
  const parts = ["e.workspace_id = $1::uuid"];
  const anyOf = (column: string, chosen: readonly string[], type = "text") => {
    if (chosen.length > 0) {
      parts.push(`${column} = any($${values.push(chosen)}::${type}[])`);
    }
  };
  anyOf("e.partner", filter.partner);
  anyOf("e.data_type", filter.dataType);
  anyOf("e.format", filter.format);
  anyOf("e.status", filter.status);
  anyOf("e.frequency", filter.frequency);
  anyOf("e.connection_id", filter.connectionId, "uuid");
  if (filter.from) {
    parts.push(`e.created_at >= $${values.push(filter.from.toISOString())}::timestamptz`);
  }
  if (filter.to) {
    parts.push(`e.created_at < $${values.push(filter.to.toISOString())}::timestamptz`);
  }
  if (filter.search) {
    const place = `$${values.push(`%${likeLiteral(filter.search)}%`)}`;
    parts.push(`e.connection_id in (select id from connections where workspace_id = $1::uuid
      and ${holdsText("nickname", place)})`);
  }
  return { text: parts.join(" and "), values };
}

export async function listExportRows(
  db: Db,
  workspaceId: string,
  filter: ExportFilter,
): Promise<{ rows: ExportRecord[]; total: number }> {
  const { text, values } = conditionsOf(workspaceId, filter);
  const direction = filter.direction === "asc" ? "asc" : "desc";
  const nulls = filter.sort === "exportedOn" ? "" : "nulls last";
  const order = `${sortColumns[filter.sort]} ${direction} ${nulls}, e.id ${direction}`;
  const offset = (filter.page - 1) * filter.perPage;
  const page = `select * from exports e where ${text} order by ${order} limit ${Number(filter.perPage)} offset ${Number(offset)}`;
  const rows = await db.sql<ExportRecord>(viewOf(page, order), values);
  const counted = await db.sql<{ total: number }>(
    `select count(*)::int as total from (select 1 from exports e where ${text} limit ${TOTAL_CAP + 1}) counted`,
    values,
  );
  return { rows, total: counted[0]?.total ?? 0 };
}

export async function insertExport(db: Db, row: Prisma.ExportUncheckedCreateInput): Promise<void> {
  await db.prisma.export.create({ data: row });
}

/** The stored fields of an export under a lock of its row, so that edit, stop and the start of a run take turns. */
export async function lockExportRow(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const rows = await db.sql<{ id: string }>(
    `select id from exports where workspace_id = $1::uuid and id = $2::uuid for update`,
    [workspaceId, id],
  );
  return rows.length === 1;
}

export async function updateExport(
  db: Db,
  workspaceId: string,
  id: string,
  data: Prisma.ExportUncheckedUpdateInput,
): Promise<void> {
  await db.prisma.export.update({ where: { workspaceId_id: { workspaceId, id } }, data });
}

export async function exportTotals(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ accepted: number; rejected: number }> {
  const row = await db.prisma.export.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { accepted: true, rejected: true },
  });
  return { accepted: Number(row?.accepted ?? 0), rejected: Number(row?.rejected ?? 0) };
}
