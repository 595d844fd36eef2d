import type { Sql } from "../../db/queryable.ts";

/** Whom a question means of those whom it was asked about. */
export async function peopleMeant(
  db: Sql,
  { text, values }: { text: string; values: unknown[] },
): Promise<Set<string>> {
  const rows = await db.sql<{ personId: string; meant: boolean }>(text, values);
  return new Set(rows.flatMap(({ personId, meant }) => (meant ? [personId] : [])));
}
