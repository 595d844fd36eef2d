import type { Sql } from "./queryable.ts";

const NAME_CHARS = 120;

/** "… (copy)", "… (copy 2)" and so on: names of a copy to choose from, as long as names may be and no character cut in two. */
export function copyNames(name: string): string[] {
  const characters = [...name];
  const numbered = (ending: string) => `${characters.slice(0, NAME_CHARS - ending.length).join("")}${ending}`;
  return Array.from({ length: 200 }, (_, at) => numbered(at === 0 ? " (copy)" : ` (copy ${at + 1})`));
}

/** "… (copy)", or with the first number that nothing in the workspace's table is called by. */
export async function freeCopyName(
  db: Sql,
  table: "campaigns" | "journeys",
  workspaceId: string,
  name: string,
): Promise<string> {
  const rows = await db.sql<{ name: string }>(
    `select n.name from unnest($2::text[]) with ordinality as n(name, place)
     where not exists (select 1 from ${table} c where c.workspace_id = $1::uuid and lower(c.name) = lower(n.name))
     order by n.place limit 1`,
    [workspaceId, copyNames(name)],
  );
  return rows[0]?.name ?? name;
}

/**
 * A number that nothing in the workspace's table has: the second of its making (contracts §2.2 shows such numbers), or the
 * first free one after. In a transaction, so that two that are published at once wait for each other.
 */
export async function nextNumber(
  db: Sql,
  table: "campaigns" | "journeys",
  workspaceId: string,
  now: Date,
): Promise<bigint> {
  await db.sql(
    "select pg_advisory_xact_lock(hashtextextended($2::text || ' numbers ' || $1::text, 0))::text",
    [workspaceId, table],
  );
  const rows = await db.sql<{ number: string }>(
    `select greatest($2::bigint, coalesce(max(number), 0) + 1)::text as number from ${table} where workspace_id = $1::uuid`,
    [workspaceId, Math.floor(now.getTime() / 1_000)],
  );
  return BigInt(rows[0]?.number ?? 0);
}
