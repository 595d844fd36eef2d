import type { Queryable } from "../db/queryable.ts";
import { INDEXED_END, sampledIds } from "./sample.ts";

/** How many people of a workspace the index of samples holds. */
export async function countIndexed(client: Queryable, workspaceId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from (${sampledIds("$1::uuid", INDEXED_END)}) indexed`,
    [workspaceId],
  );
  return rows[0]?.count ?? 0;
}
