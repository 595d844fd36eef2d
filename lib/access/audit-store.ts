import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";

export async function insertAuditEntry(db: Db, entry: Prisma.AuditEntryCreateManyInput): Promise<void> {
  await db.prisma.auditEntry.create({ data: entry });
}

export type AuditFilter = {
  actor?: string;
  action?: string;
  objectKind?: string;
  objectId?: string;
  from?: Date;
  before?: Date;
  cursor?: string;
};
export type AuditRow = Prisma.AuditEntryGetPayload<object>;

/** The newest `limit` entries that match, after `cursor`. Ids grow with time, so they are the order. */
export async function auditEntries(
  db: Db,
  workspaceId: string,
  filter: AuditFilter,
  limit: number,
): Promise<AuditRow[]> {
  const { actor } = filter;
  return db.prisma.auditEntry.findMany({
    where: {
      workspaceId,
      id: filter.cursor ? { lt: filter.cursor } : undefined,
      ...(actor && (actor === "system" ? { actorKind: "system" } : { actorId: actor })),
      action: filter.action,
      objectKind: filter.objectKind,
      objectId: filter.objectId,
      at: { gte: filter.from, lt: filter.before },
    },
    orderBy: { id: "desc" },
    take: limit,
  });
}

/** Who and what the log speaks of: latest name of each actor, actions, kinds of objects. */
export async function auditFacets(
  db: Db,
  workspaceId: string,
): Promise<{ actors: { value: string; name: string }[]; actions: string[]; objectKinds: string[] }> {
  const actors = await db.sql<{ value: string; name: string }>(
    `SELECT value, name FROM (
       SELECT DISTINCT ON (1) CASE WHEN actor_kind = 'system' THEN 'system' ELSE actor_id END AS value,
              actor_name AS name
       FROM audit_entries WHERE workspace_id = $1::uuid AND (actor_id IS NOT NULL OR actor_kind = 'system')
       ORDER BY 1, id DESC) AS latest
     ORDER BY lower(name), value`,
    [workspaceId],
  );
  const actions = await db.prisma.auditEntry.findMany({
    where: { workspaceId },
    distinct: ["action"],
    select: { action: true },
    orderBy: { action: "asc" },
  });
  const kinds = await db.prisma.auditEntry.findMany({
    where: { workspaceId },
    distinct: ["objectKind"],
    select: { objectKind: true },
    orderBy: { objectKind: "asc" },
  });
  return {
    actors,
    actions: actions.map((row) => row.action),
    objectKinds: kinds.map((row) => row.objectKind),
  };
}

/** The instants at which days begin in a time zone; `null` for a day that is not given. */
export async function startsOfDays(
  db: Db,
  timeZone: string,
  from: string | null,
  to: string | null,
): Promise<{ from: Date | null; before: Date | null }> {
  const [row] = await db.sql<{ from: Date | null; before: Date | null }>(
    `SELECT ($1::date)::timestamp AT TIME ZONE $3 AS "from",
            ($2::date + 1)::timestamp AT TIME ZONE $3 AS "before"`,
    [from, to, timeZone],
  );
  return row ?? { from: null, before: null };
}
