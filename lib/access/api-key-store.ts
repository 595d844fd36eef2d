import type { Db } from "../db/client.ts";
import type { Role } from "./permissions.ts";

export type ApiKeyRow = {
  id: string;
  workspaceId: string;
  name: string;
  role: Role;
  last4: string;
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

const columns = {
  id: true,
  workspaceId: true,
  name: true,
  role: true,
  last4: true,
  createdBy: true,
  createdAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const;

const withRole = (row: Omit<ApiKeyRow, "role"> & { role: string }): ApiKeyRow => ({
  ...row,
  role: row.role as Role,
});

/** The key behind a hash unless revoked; notes its use at most once a minute. */
export async function apiKeyByHash(
  db: Db,
  keyHash: string,
  now: Date,
): Promise<{ id: string; workspaceId: string; name: string; role: Role } | null> {
  const key = await db.prisma.apiKey.findFirst({ where: { keyHash, revokedAt: null } });
  if (!key) {
    return null;
  }
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > 60_000) {
    await db.prisma.apiKey.update({ where: { id: key.id }, data: { lastUsedAt: now } });
  }
  return { id: key.id, workspaceId: key.workspaceId, name: key.name, role: key.role as Role };
}

/** Live keys first, then revoked ones; newest first. At most five hundred. */
export async function apiKeysOf(db: Db, workspaceId: string): Promise<ApiKeyRow[]> {
  const rows = await db.prisma.apiKey.findMany({
    where: { workspaceId },
    select: columns,
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }, { id: "desc" }],
    take: 500,
  });
  return rows.map(withRole);
}

export async function apiKeyById(db: Db, workspaceId: string, id: string): Promise<ApiKeyRow | null> {
  const row = await db.prisma.apiKey.findFirst({ where: { workspaceId, id }, select: columns });
  return row && withRole(row);
}

/** False when the same key is on file already. */
export async function insertApiKey(
  db: Db,
  key: Omit<ApiKeyRow, "lastUsedAt" | "revokedAt"> & { keyHash: string },
): Promise<boolean> {
  const { count } = await db.prisma.apiKey.createMany({ data: [key], skipDuplicates: true });
  return count === 1;
}

/** False when it was revoked before. */
export async function setApiKeyRevoked(db: Db, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await db.prisma.apiKey.updateMany({
    where: { workspaceId, id, revokedAt: null },
    data: { revokedAt: now },
  });
  return count === 1;
}
