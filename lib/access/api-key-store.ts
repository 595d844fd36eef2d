import type { Db } from "../db/client.ts";
import type { Role } from "./permissions.ts";

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
