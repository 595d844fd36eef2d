import type { Sql } from "../../db/queryable.ts";

/** How many people ever entered a journey. */
export async function enteredEver(db: Sql, workspaceId: string, journeyId: string): Promise<number> {
  const rows = await db.sql<{ people: number }>(
    `select coalesce(sum(people), 0)::float8 as people from journey_counts
     where workspace_id = $1::uuid and journey_id = $2::uuid and node = '' and what = 'entered'`,
    [workspaceId, journeyId],
  );
  return rows[0]?.people ?? 0;
}

/** How many entered it since a moment. */
export async function enteredSince(
  db: Sql,
  workspaceId: string,
  journeyId: string,
  since: Date,
): Promise<number> {
  const rows = await db.sql<{ people: number }>(
    `select count(*)::float8 as people from journey_stays
     where workspace_id = $1::uuid and journey_id = $2::uuid and entered_at >= $3::timestamptz`,
    [workspaceId, journeyId, since.toISOString()],
  );
  return rows[0]?.people ?? 0;
}
