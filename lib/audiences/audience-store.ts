import type { Db } from "../db/client.ts";
import { Prisma } from "../db/generated/client.ts";
import { likeLiteral } from "../db/like.ts";
import { Fault } from "../kernel/fault.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { ListAudiences } from "./schema.ts";

export type AudienceRecord = {
  id: string;
  name: string;
  description: string;
  origin: string;
  identifier: string;
  token: string | null;
  definition: JsonObject;
  size: number;
  changedAt: Date | null;
  createdBy: string;
  createdAt: Date;
};

const columns = `a.id, a.name, a.description, a.origin, a.identifier, a.token, a.definition, a.size::float8 as size,
  a.changed_at as "changedAt", a.created_by as "createdBy", a.created_at as "createdAt"`;

export async function audienceById(db: Db, workspaceId: string, id: string): Promise<AudienceRecord | null> {
  const rows = await db.sql<AudienceRecord>(
    `select ${columns} from audiences a where a.workspace_id = $1::uuid and a.id = $2::uuid`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** Columns by the name of a sort: nothing of the caller's ever goes into the text. */
const sortColumns: Record<ListAudiences["sort"], string> = {
  created: "a.created_at",
  name: "lower(a.name)",
  size: "a.size",
  changed: "coalesce(a.changed_at, a.created_at)",
};

/** Rows are counted up to this. */
export const TOTAL_CAP = 2_000;

export async function listAudienceRows(
  db: Db,
  workspaceId: string,
  filter: ListAudiences,
): Promise<{ rows: AudienceRecord[]; total: number }> {
  const where = `a.workspace_id = $1::uuid and ($2::text is null or a.name ilike $2)
    and (cardinality($3::text[]) = 0 or a.origin = any($3::text[]))`;
  const pattern = filter.search ? `%${likeLiteral(filter.search)}%` : null;
  const values = [workspaceId, pattern, filter.origin];
  const direction = filter.direction === "asc" ? "asc" : "desc";
  const offset = (filter.page - 1) * filter.perPage;
  const rows = await db.sql<AudienceRecord>(
    `select ${columns} from audiences a where ${where}
     order by ${sortColumns[filter.sort]} ${direction}, a.id ${direction}
     limit ${Number(filter.perPage)} offset ${Number(offset)}`,
    values,
  );
  const counted = await db.sql<{ total: number }>(
    `select count(*)::int as total from (select 1 from audiences a where ${where} limit ${TOTAL_CAP + 1}) counted`,
    values,
  );
  return { rows, total: counted[0]?.total ?? 0 };
}

/** The one rule that only the database can keep: names are unique whatever their case. */
async function withUniqueName<T>(name: string | undefined, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
      const message = `There is an audience named "${name}" already. Choose another name.`;
      throw new Fault("conflict", message, {
        cause: error,
        problems: [{ path: "name", field: "name", message }],
      });
    }
    throw error;
  }
}

export type NewAudience = Omit<AudienceRecord, "size" | "changedAt">;

export async function insertAudience(db: Db, workspaceId: string, audience: NewAudience): Promise<void> {
  await withUniqueName(audience.name, () =>
    db.prisma.audience.create({
      data: { workspaceId, ...audience, definition: audience.definition as Prisma.InputJsonObject },
    }),
  );
}

export async function changeAudience(
  db: Db,
  workspaceId: string,
  id: string,
  change: { name?: string; description?: string },
): Promise<void> {
  await withUniqueName(change.name, () =>
    db.prisma.audience.update({ where: { workspaceId_id: { workspaceId, id } }, data: change }),
  );
}

/** Holds the audience until the transaction ends: nothing can begin to use it, and nothing comes in, meanwhile. */
export async function lockAudience(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql(`select id from audiences where workspace_id = $1::uuid and id = $2::uuid for update`, [
    workspaceId,
    id,
  ]);
}

/** Takes the audience and its keys away; its users, sizes and log are unreachable then and go in pieces. */
export async function deleteAudienceRow(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.prisma.audience.delete({ where: { workspaceId_id: { workspaceId, id } } });
}

const leftovers = [
  { table: "audience_members", key: "identity" },
  { table: "audience_operations", key: "id" },
  { table: "audience_sizes", key: "hour" },
] as const;

/** Deletes some thousand rows that an audience left behind. Returns how many went; 0 when all are gone. */
export async function purgeLeftovers(
  db: Db,
  workspaceId: string,
  id: string,
  limit: number,
): Promise<number> {
  for (const { table, key } of leftovers) {
    const gone = await db.pool.query(
      `delete from ${table} where workspace_id = $1 and audience_id = $2 and ${key} in
         (select ${key} from ${table} where workspace_id = $1 and audience_id = $2 limit $3)`,
      [workspaceId, id, limit],
    );
    if (gone.rowCount) {
      return gone.rowCount;
    }
  }
  return 0;
}
