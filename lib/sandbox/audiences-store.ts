import type { Db, Querying } from "../db/client.ts";

type Place = { partner: string; account: string };

export type NewAudience = { name: string; identifier: string; fileName: string; rows: number; csv: string };
export type AudienceRow = Omit<NewAudience, "csv"> & { id: string; createdAt: Date };

export async function insertAudience(tx: Querying, { partner, account }: Place, audience: NewAudience) {
  const { name, identifier, fileName, rows, csv } = audience;
  await tx.query(
    `insert into sandbox_audiences (partner, account, name, identifier, file_name, rows, csv)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [partner, account, name, identifier, fileName, rows, csv],
  );
}

/** An account's lists, newest first. */
export async function audiencesOf(
  db: Db,
  { partner, account }: Place,
  page: { offset: number; limit: number },
): Promise<AudienceRow[]> {
  return db.sql<AudienceRow>(
    `select id::text, name, identifier, file_name as "fileName", rows, created_at as "createdAt"
     from sandbox_audiences where partner = $1 and account = $2 order by id desc offset $3::int limit $4::int`,
    [partner, account, page.offset, page.limit],
  );
}

/** The file of a list; null where there is none of this id. */
export async function audienceFile(db: Db, { partner, account }: Place, id: string): Promise<string | null> {
  const rows = await db.sql<{ csv: string }>(
    `select csv from sandbox_audiences where partner = $1 and account = $2 and id = $3::bigint`,
    [partner, account, id],
  );
  return rows[0]?.csv ?? null;
}
