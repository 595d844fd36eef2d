import type { Db } from "../db/client.ts";
import type { Source, WriteKey } from "../db/generated/client.ts";

export type { WriteKey };
export type SourceRow = Source & { liveKeys: number; lastCallAt: Date | null };

async function withKeys(db: Db, sources: Source[]): Promise<SourceRow[]> {
  const workspaceId = sources[0]?.workspaceId;
  if (!workspaceId) {
    return [];
  }
  const keys = await db.sql<{ sourceId: string; live: number; lastCallAt: Date | null }>(
    `select source_id as "sourceId", sum(live)::int as live, max(at) as "lastCallAt" from (
       select source_id, (revoked_at is null)::int as live, last_used_at as at from write_keys
       where workspace_id = $1::uuid
       union all
       select source_id, 0, max(last_at) from source_hours where workspace_id = $1::uuid group by source_id) a
     group by source_id`,
    [workspaceId],
  );
  const bySource = new Map(keys.map((row) => [row.sourceId, row]));
  return sources.map((source) => {
    const found = bySource.get(source.id);
    return { ...source, liveKeys: found?.live ?? 0, lastCallAt: found?.lastCallAt ?? null };
  });
}

export async function selectSources(db: Db, workspaceId: string): Promise<SourceRow[]> {
  const sources = await db.prisma.source.findMany({
    where: { workspaceId, archivedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return withKeys(db, sources);
}

export async function selectSource(db: Db, workspaceId: string, id: string): Promise<SourceRow | null> {
  const source = await db.prisma.source.findFirst({ where: { workspaceId, id, archivedAt: null } });
  const [row] = await withKeys(db, source ? [source] : []);
  return row ?? null;
}

export async function insertSource(db: Db, source: Source): Promise<void> {
  await db.prisma.source.create({ data: source });
}

export async function changeSource(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Pick<Source, "name" | "enabled" | "archivedAt">>,
): Promise<void> {
  await db.prisma.source.update({ where: { workspaceId_id: { workspaceId, id } }, data: change });
}

export async function insertWriteKey(db: Db, key: WriteKey): Promise<void> {
  await db.prisma.writeKey.create({ data: key });
}

export async function selectWriteKeys(db: Db, workspaceId: string, sourceId: string): Promise<WriteKey[]> {
  return db.prisma.writeKey.findMany({
    where: { workspaceId, sourceId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
}

export async function selectWriteKey(
  db: Db,
  workspaceId: string,
  sourceId: string,
  id: string,
): Promise<WriteKey | null> {
  return db.prisma.writeKey.findFirst({ where: { workspaceId, sourceId, id } });
}

/** Revokes one key of a source, or all of them. Keys revoked before keep their date. */
export async function revokeWriteKeys(
  db: Db,
  where: { workspaceId: string; sourceId: string; id?: string },
  at: Date,
): Promise<void> {
  await db.prisma.writeKey.updateMany({ where: { ...where, revokedAt: null }, data: { revokedAt: at } });
}

export type HeldSource = { id: string; name: string; platform: string };

/** The source under a lock that archiving it and other holders wait for. Null for an archived one. */
export async function lockSource(db: Db, workspaceId: string, id: string): Promise<HeldSource | null> {
  const rows = await db.sql<HeldSource>(
    `select id, name, platform from sources where workspace_id = $1::uuid and id = $2::uuid and archived_at is null
     for no key update`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}
