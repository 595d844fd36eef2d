import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";
import { holdsText, likeLiteral } from "../db/like.ts";
import { copyNames } from "../db/names.ts";
import { withUnique } from "../db/unique-field.ts";
import type { Json } from "../kernel/json.ts";
import type { SegmentKind, SegmentState } from "./kinds.ts";

export type SegmentRecord = {
  id: string;
  name: string;
  description: string;
  labels: string[];
  kind: SegmentKind;
  definition: Json;
  state: SegmentState;
  problem: string | null;
  people: number;
  countedAt: Date | null;
  refreshAt: Date | null;
  drift: number | null;
  driftAt: Date | null;
  createdBy: string;
  createdAt: Date;
  changedAt: Date;
  archivedAt: Date | null;
};

export const segmentColumns = `s.id, s.name, s.description, s.labels, s.kind, s.definition, s.state, s.problem, s.people,
  s.counted_at as "countedAt", s.refresh_at as "refreshAt", s.drift, s.drift_at as "driftAt", s.created_by as "createdBy",
  s.created_at as "createdAt", s.changed_at as "changedAt", s.archived_at as "archivedAt"`;

/** Where a definition names segments that it asks for, as a path of JSON. */
const ASKED_FOR = "$.groups[*].conditions[*].segmentId";

/** Of these ids, those that the workspace has. */
export async function segmentsById(db: Db, workspaceId: string, ids: string[]): Promise<SegmentRecord[]> {
  return db.sql<SegmentRecord>(
    `select ${segmentColumns} from segments s where s.workspace_id = $1::uuid and s.id = any($2::uuid[])`,
    [workspaceId, ids],
  );
}

/** Keeps everybody else from changing a segment until the transaction ends. */
export async function lockSegment(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql(`select 1 from segments where workspace_id = $1::uuid and id = $2::uuid for update`, [
    workspaceId,
    id,
  ]);
}

/**
 * The same of a segment and of all that ask for it, also through others, in the order of their ids; resolves the others. Take
 * `lockAsking` first.
 */
export async function lockWithAsking(db: Db, workspaceId: string, id: string): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    `with recursive asking(id) as (
       select $2::uuid union
       select s.id from asking a join segments s on s.workspace_id = $1::uuid and s.archived_at is null
         and jsonb_path_exists(s.definition, '${ASKED_FOR} ? (@ == $id)', jsonb_build_object('id', a.id)))
     select s.id from segments s where s.workspace_id = $1::uuid and s.id in (select a.id from asking a)
     order by s.id for update of s`,
    [workspaceId, id],
  );
  return rows.map((row) => row.id).filter((each) => each !== id);
}

/** Has segments worked out again at once, as after a change of their own. */
export async function countAgain(db: Db, workspaceId: string, ids: string[], now: Date): Promise<void> {
  await db.sql(
    `update segments set state = 'counting', problem = null, refresh_at = $3::timestamptz, changed_at = $3::timestamptz
     where workspace_id = $1::uuid and id = any($2::uuid[]) and archived_at is null and kind <> 'list'`,
    [workspaceId, ids, now.toISOString()],
  );
}

/** Newest first, after the id of the last one seen; ids are in the order of their making. */
export async function listSegmentRows(
  db: Db,
  workspaceId: string,
  filter: { search: string; state: "active" | "archived" },
  page: { after: string | null; limit: number },
): Promise<SegmentRecord[]> {
  return db.sql<SegmentRecord>(
    `select ${segmentColumns} from segments s where s.workspace_id = $1::uuid and (s.archived_at is not null) = $2::boolean
       and ($3::text = '' or ${holdsText("s.name", "$4")}
         or exists (select 1 from unnest(s.labels) l where ${holdsText("l", "$4")}))
       and ($5::uuid is null or s.id < $5::uuid)
     order by s.id desc limit $6::int`,
    [
      workspaceId,
      filter.state === "archived",
      filter.search,
      `%${likeLiteral(filter.search.toLowerCase())}%`,
      page.after,
      page.limit,
    ],
  );
}

/** Segments that are not archived and speak of this one. */
export async function segmentsThatUse(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ id: string; name: string }[]> {
  return db.sql<{ id: string; name: string }>(
    `select s.id, s.name from segments s where s.workspace_id = $1::uuid and s.archived_at is null and s.id <> $2::uuid
       and s.definition @? $3::jsonpath order by s.name, s.id limit 100`,
    [workspaceId, id, `${ASKED_FOR} ? (@ == ${JSON.stringify(id)})`],
  );
}

function withUniqueName<T>(name: string | undefined, write: () => Promise<T>): Promise<T> {
  const message = `There is a segment named "${name}" already. Choose another name.`;
  return withUnique({ field: "name", message }, write);
}

export async function insertSegment(db: Db, workspaceId: string, segment: SegmentRecord): Promise<void> {
  await withUniqueName(segment.name, () =>
    db.prisma.segment.create({
      data: { workspaceId, ...segment, definition: segment.definition as Prisma.InputJsonValue },
    }),
  );
}

export type SegmentChange = Partial<
  Pick<
    SegmentRecord,
    | "name"
    | "description"
    | "labels"
    | "kind"
    | "definition"
    | "state"
    | "problem"
    | "refreshAt"
    | "changedAt"
    | "archivedAt"
  >
>;

export async function changeSegment(
  db: Db,
  workspaceId: string,
  id: string,
  change: SegmentChange,
): Promise<void> {
  const { definition, ...rest } = change;
  await withUniqueName(change.name, () =>
    db.prisma.segment.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: { ...rest, ...(definition !== undefined && { definition: definition as Prisma.InputJsonValue }) },
    }),
  );
}

/** "… (copy)", or with the first number that no segment has. */
export async function freeName(db: Db, workspaceId: string, name: string): Promise<string> {
  const rows = await db.sql<{ name: string }>(
    `select n.name from unnest($2::text[]) with ordinality as n(name, place)
     where not exists (select 1 from segments s where s.workspace_id = $1::uuid and s.archived_at is null
       and lower(s.name) = lower(n.name))
     order by n.place limit 1`,
    [workspaceId, copyNames(name)],
  );
  return rows[0]?.name ?? name;
}
