import type { Db } from "../db/client.ts";

export type KeyedSource = { keyId: string; workspaceId: string; sourceId: string; enabled: boolean };

/** The source behind a write key's hash unless the key was revoked; notes the key's use at most once a minute. */
export async function sourceByKeyHash(db: Db, keyHash: string, now: Date): Promise<KeyedSource | null> {
  const { rows } = await db.pool.query<KeyedSource & { lastUsedAt: Date | null }>({
    name: "sources.by-key",
    text: `select k.id as "keyId", k.workspace_id as "workspaceId", k.source_id as "sourceId",
        s.enabled and s.archived_at is null as enabled, k.last_used_at as "lastUsedAt"
      from write_keys k join sources s on s.workspace_id = k.workspace_id and s.id = k.source_id
      where k.key_hash = $1 and k.revoked_at is null`,
    values: [keyHash],
  });
  const row = rows[0];
  if (!row) {
    return null;
  }
  const { lastUsedAt, ...source } = row;
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() > 60_000) {
    await db.pool.query(`update write_keys set last_used_at = greatest(last_used_at, $2) where id = $1`, [
      row.keyId,
      now,
    ]);
  }
  return source;
}
