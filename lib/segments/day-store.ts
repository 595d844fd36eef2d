import type { Db } from "../db/client.ts";
import type { DayOfSize } from "./size-series.ts";

/** The days since `from` in which the segment changed, oldest first, and its size just before them; null: none known. */
export async function sizeDays(
  db: Db,
  workspaceId: string,
  segmentId: string,
  from: string,
): Promise<{ before: number | null; rows: DayOfSize[] }> {
  const where = "workspace_id = $1::uuid and segment_id = $2::uuid";
  const values = [workspaceId, segmentId, from];
  const rows = await db.sql<DayOfSize>(
    `select to_char(day, 'YYYY-MM-DD') as day, people, entered, "left" from segment_days
     where ${where} and day >= $3::date order by day`,
    values,
  );
  const before = await db.sql<{ people: number }>(
    `select people from segment_days where ${where} and day < $3::date order by day desc limit 1`,
    values,
  );
  return { before: before[0]?.people ?? null, rows };
}
