import type { Db } from "../db/client.ts";

export type HistoryRow = { id: string; at: Date; actorName: string; action: string; changes: unknown };

export async function historyRows(
  db: Db,
  page: {
    workspaceId: string;
    kind: string;
    id: string;
    before: string | null;
    limit: number;
  },
): Promise<HistoryRow[]> {
  return db.prisma.auditEntry.findMany({
    where: {
      workspaceId: page.workspaceId,
      objectKind: page.kind,
      objectId: page.id,
      ...(page.before ? { id: { lt: page.before } } : {}),
    },
    orderBy: { id: "desc" },
    take: page.limit,
    select: { id: true, at: true, actorName: true, action: true, changes: true },
  });
}

/** The newest entry of one object, of all or of one action: what was done to it last, and by whom. */
export async function newestEntry(
  db: Db,
  object: { workspaceId: string; kind: string; id: string },
  action?: string,
): Promise<{ at: Date; actorId: string | null; actorName: string } | null> {
  const { workspaceId, kind, id } = object;
  return db.prisma.auditEntry.findFirst({
    where: { workspaceId, objectKind: kind, objectId: id, ...(action !== undefined && { action }) },
    orderBy: { id: "desc" },
    select: { at: true, actorId: true, actorName: true },
  });
}
