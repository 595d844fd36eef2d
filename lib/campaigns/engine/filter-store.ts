import type { Db } from "../../db/client.ts";

export async function askedIds(
  db: Pick<Db, "pool">,
  statement: { text: string; values: unknown[] },
): Promise<string[]> {
  const { rows } = await db.pool.query<{ personId: string; meant: boolean }>(statement);
  return rows.filter(({ meant }) => meant).map(({ personId }) => personId);
}
