import type { Db } from "../db/client.ts";
import type { AudienceKey } from "../db/generated/client.ts";

export type { AudienceKey };

export async function insertKey(db: Db, key: AudienceKey): Promise<void> {
  await db.prisma.audienceKey.create({ data: key });
}

export async function selectKeys(db: Db, workspaceId: string, audienceId: string): Promise<AudienceKey[]> {
  return db.prisma.audienceKey.findMany({
    where: { workspaceId, audienceId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 200,
  });
}

export async function selectKey(
  db: Db,
  workspaceId: string,
  audienceId: string,
  id: string,
): Promise<AudienceKey | null> {
  return db.prisma.audienceKey.findFirst({ where: { workspaceId, audienceId, id } });
}

export async function countLiveKeys(db: Db, workspaceId: string, audienceId: string): Promise<number> {
  return db.prisma.audienceKey.count({ where: { workspaceId, audienceId, revokedAt: null } });
}

export async function revokeKeyRow(db: Db, workspaceId: string, id: string, at: Date): Promise<void> {
  await db.prisma.audienceKey.updateMany({
    where: { workspaceId, id, revokedAt: null },
    data: { revokedAt: at },
  });
}

export type KeyedAudience = { keyId: string; workspaceId: string; audienceId: string };

/** The audience behind a key's hash unless the key was revoked; notes the key's use at most once a minute. */
export async function audienceByKeyHash(db: Db, keyHash: string, now: Date): Promise<KeyedAudience | null> {
  const { rows } = await db.pool.query<KeyedAudience & { lastUsedAt: Date | null }>({
    name: "audiences.by-key",
    text: `select id as "keyId", workspace_id as "workspaceId", audience_id as "audienceId", last_used_at as "lastUsedAt"
      from audience_keys where key_hash = $1 and revoked_at is null`,
    values: [keyHash],
  });
  const row = rows[0];
  if (!row) {
    return null;
  }
  const { lastUsedAt, ...audience } = row;
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() > 60_000) {
    await db.pool.query(`update audience_keys set last_used_at = greatest(last_used_at, $2) where id = $1`, [
      row.keyId,
      now,
    ]);
  }
  return audience;
}

/** Audiences of the workspace by their tokens. */
export async function audiencesByToken(
  db: Db,
  workspaceId: string,
  tokens: string[],
): Promise<{ token: string; audienceId: string }[]> {
  const { rows } = await db.pool.query<{ token: string; audienceId: string }>({
    name: "audiences.by-token",
    text: `select token, id as "audienceId" from audiences where workspace_id = $1 and token = any($2::text[])`,
    values: [workspaceId, tokens],
  });
  return rows;
}
