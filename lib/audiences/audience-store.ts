import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";
import { likeLiteral } from "../db/like.ts";
import { withUnique } from "../db/unique-field.ts";
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

/** Of these ids, those of audiences that the workspace has. */
export async function audiencesAmong(db: Db, workspaceId: string, ids: string[]): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    "select id::text as id from audiences where workspace_id = $1::uuid and id = any($2::uuid[])",
    [workspaceId, ids],
  );
  return rows.map(({ id }) => id);
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

/** Three neighbouring letters each, as the index of names holds them; a shorter text as it is. */
function partsOf(text: string): string[] {
  const letters = [...text];
  return letters.length <= 3
    ? [text]
    : [...new Set(letters.slice(2).map((_, at) => letters.slice(at, at + 3).join("")))];
}

/** Conditions of a filter, and those by which an index finds few or none without looking at every name. */
function conditionsOf(workspaceId: string, { search, origin }: ListAudiences) {
  const values: unknown[] = [workspaceId];
  const place = (value: unknown) => `$${values.push(value)}`;
  const plain = ["a.workspace_id = $1::uuid"];
  if (origin.length > 0) {
    plain.push(
      origin.length === 1
        ? `a.origin = ${place(origin[0])}::text`
        : `a.origin = any(${place(origin)}::text[])`,
    );
  }
  const indexed = [...plain];
  if (search !== "") {
    const text = search.toLowerCase();
    const named = `lower(a.name) like ${place(`%${likeLiteral(text)}%`)}::text`;
    const parts = [...partsOf(text), ...(origin.length === 1 ? [`origin:${origin[0]}`] : [])];
    plain.push(named);
    indexed.push(named, `junction_name_parts(lower(a.name), a.origin) @> ${place(parts)}::text[]`);
  }
  // The parts are the last value: who asks by the plain conditions leaves it out.
  const plainValues = search === "" ? values : values.slice(0, -1);
  return {
    plain: { where: plain.join(" and "), values: plainValues },
    indexed: { where: indexed.join(" and "), values },
  };
}

export async function listAudienceRows(
  db: Db,
  workspaceId: string,
  filter: ListAudiences,
): Promise<{ rows: AudienceRecord[]; total: number }> {
  const { plain, indexed } = conditionsOf(workspaceId, filter);
  const counted = await db.sql<{ total: number }>(
    `select count(*)::int as total from (select 1 from audiences a where ${indexed.where} limit ${TOTAL_CAP + 1}) counted`,
    indexed.values,
  );
  const total = counted[0]?.total ?? 0;
  const direction = filter.direction === "asc" ? "asc" : "desc";
  const offset = (filter.page - 1) * filter.perPage;
  // Few are found first and then sorted; of very many the first ones of the order are soon met by going along it.
  const few = filter.search !== "" && total <= TOTAL_CAP;
  const { where, values } = few ? indexed : plain;
  const rows = await db.sql<AudienceRecord>(
    `with a as ${few ? "" : "not "}materialized (select * from audiences a where ${where})
     select ${columns} from a
     order by ${sortColumns[filter.sort]} ${direction}, a.id ${direction}
     limit ${Number(filter.perPage)} offset ${Number(offset)}`,
    values,
  );
  return { rows, total };
}

/** The one rule that only the database can keep: names are unique whatever their case. */
function withUniqueName<T>(name: string | undefined, write: () => Promise<T>): Promise<T> {
  const message = `There is an audience named "${name}" already. Choose another name.`;
  return withUnique({ field: "name", message }, write);
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

const leftovers = ["audience_members", "audience_operations", "audience_sizes"] as const;

/** Deletes some thousand rows that an audience left behind. Returns how many went; 0 when all are gone. */
export async function purgeLeftovers(
  db: Db,
  workspaceId: string,
  id: string,
  limit: number,
): Promise<number> {
  for (const table of leftovers) {
    const gone = await db.pool.query(
      // By their places in the table: of one that was never analysed the planner would compare each row with each.
      `delete from ${table} where workspace_id = $1 and audience_id = $2 and ctid = any(array(
         select ctid from ${table} where workspace_id = $1 and audience_id = $2 limit $3))`,
      [workspaceId, id, limit],
    );
    if (gone.rowCount) {
      return gone.rowCount;
    }
  }
  return 0;
}
