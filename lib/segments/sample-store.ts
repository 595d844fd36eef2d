import type { Queryable } from "../db/queryable.ts";
import { endsBelow, INDEXED_END, sampleEnd } from "./sample.ts";

const indexed = `from people where workspace_id = $1::uuid and merged_into is null and ${endsBelow("id", INDEXED_END)}`;

/** How many people of a workspace the index of samples holds. */
export async function countIndexed(client: Queryable, workspaceId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*)::int as count ${indexed}`, [
    workspaceId,
  ]);
  return rows[0]?.count ?? 0;
}

/** The ids of those who are looked at for an estimate: the same ones each time. */
export async function sampledPeople(
  client: Queryable,
  workspaceId: string,
  indexedPeople: number,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id ${indexed} and ${endsBelow("id", sampleEnd(indexedPeople))}`,
    [workspaceId],
  );
  return rows.map(({ id }) => id);
}
