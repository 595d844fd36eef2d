import type { Sql } from "../db/queryable.ts";

/** Users whom nothing has put in since `since`, in the order of their identities after one of them. */
export async function notPutInSince(
  db: Sql,
  where: { workspaceId: string; audienceId: string; since: Date },
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db.sql<{ identity: string }>(
    `select identity from audience_members where workspace_id = $1::uuid and audience_id = $2::uuid and present
       and identity > $4::text and (upserted_at is null or upserted_at < $3::timestamptz)
     order by identity limit $5::int`,
    [where.workspaceId, where.audienceId, where.since.toISOString(), after, limit],
  );
  return rows.map((row) => row.identity);
}
