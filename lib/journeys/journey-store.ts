import type { Edited } from "../access/edited.ts";
import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";
import { likeLiteral } from "../db/like.ts";
import type { Json } from "../kernel/json.ts";
import type { ListJourneys } from "./schema.ts";
import type { JourneyStatus } from "./statuses.ts";

export type JourneyRecord = Edited & {
  id: string;
  number: bigint | null;
  name: string;
  description: string;
  labels: string[];
  draft: Json;
  revision: number;
  secrets: Json;
  status: JourneyStatus;
  reason: string | null;
  waiting: string | null;
  goesOn: boolean;
  version: number | null;
  publishedRevision: number | null;
  nextRunAt: Date | null;
  runAt: Date | null;
  runs: number;
  lastRunAt: Date | null;
  createdBy: string;
  createdById: string | null;
  createdAt: Date;
  changedAt: Date;
  stoppedBy: string | null;
  endedAt: Date | null;
  archivedAt: Date | null;
};

export async function journeyById(db: Db, workspaceId: string, id: string): Promise<JourneyRecord | null> {
  const row = await db.prisma.journey.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  return row as JourneyRecord | null;
}

/** Keeps everybody else from changing a journey until the transaction ends. */
export async function lockJourney(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql("select 1 from journeys where workspace_id = $1::uuid and id = $2::uuid for no key update", [
    workspaceId,
    id,
  ]);
}

export async function insertJourney(db: Db, workspaceId: string, journey: JourneyRecord): Promise<void> {
  const { draft, secrets } = journey;
  await db.prisma.journey.create({
    data: {
      workspaceId,
      ...journey,
      draft: draft as Prisma.InputJsonValue,
      secrets: secrets as Prisma.InputJsonValue,
    },
  });
}

type Change = Partial<Omit<JourneyRecord, "id"> & { sweptAt: Date | null; runCursor: string | null }>;

export async function changeJourney(db: Db, workspaceId: string, id: string, change: Change): Promise<void> {
  const { draft, secrets, ...rest } = change;
  await db.prisma.journey.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: {
      ...rest,
      ...(draft !== undefined && { draft: draft as Prisma.InputJsonValue }),
      ...(secrets !== undefined && { secrets: secrets as Prisma.InputJsonValue }),
    },
  });
}

const orders: Record<ListJourneys["sort"], string> = {
  newest: "j.id desc",
  name: "lower(j.name), j.id",
  changed: "j.changed_at desc, j.id desc",
};

/** A page of journeys by filter, as ids in order, and how many there are of them. */
export async function listJourneyIds(
  db: Db,
  workspaceId: string,
  filter: ListJourneys,
): Promise<{ ids: string[]; total: number }> {
  const where = `j.workspace_id = $1::uuid and (j.archived_at is not null) = $2::boolean
    and ($3::text is null or j.status = $3)
    and ($4::text = '' or lower(j.name) like $5 or j.number::text = $4
      or exists (select 1 from unnest(j.labels) l where lower(l) like $5))`;
  const values = [
    workspaceId,
    filter.state === "archived",
    filter.status ?? null,
    filter.search,
    `%${likeLiteral(filter.search.toLowerCase())}%`,
  ];
  const [rows, count] = await Promise.all([
    db.sql<{ id: string }>(
      `select j.id::text as id from journeys j where ${where} order by ${orders[filter.sort]} limit $6::int offset $7::int`,
      [...values, filter.perPage, (filter.page - 1) * filter.perPage],
    ),
    db.sql<{ total: number }>(`select count(*)::int as total from journeys j where ${where}`, values),
  ]);
  return { ids: rows.map(({ id }) => id), total: count[0]?.total ?? 0 };
}

/** Journeys by their ids, without their documents being of use: for lists. */
export async function journeysById(db: Db, workspaceId: string, ids: string[]): Promise<JourneyRecord[]> {
  const rows = await db.prisma.journey.findMany({ where: { workspaceId, id: { in: ids } } });
  const byId = new Map((rows as JourneyRecord[]).map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export type JourneyFigures = { entered: number; left: number; goals: number };

/** What journeys as a whole have counted, by journey; those without are missing. */
export async function figuresOf(
  db: Db,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, JourneyFigures>> {
  const rows = await db.sql<JourneyFigures & { id: string }>(
    `select c.journey_id::text as id, coalesce(sum(c.people) filter (where c.what = 'entered'), 0)::float8 as entered,
       coalesce(sum(c.people) filter (where c.what = 'left'), 0)::float8 as left,
       coalesce(sum(c.people) filter (where c.what = 'goal'), 0)::float8 as goals
     from journey_counts c where c.workspace_id = $1::uuid and c.journey_id = any($2::uuid[]) and c.node = ''
       and c.what in ('entered', 'left', 'goal')
     group by c.journey_id`,
    [workspaceId, ids],
  );
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}
