import type { Db } from "../db/client.ts";
import type { HourOfSize } from "./size-series.ts";

/** The hours since `from` in which the audience changed, oldest first, and its size just before them. */
export async function sizeHours(
  db: Db,
  workspaceId: string,
  audienceId: string,
  from: Date,
): Promise<{ before: number; hours: HourOfSize[] }> {
  const where = "workspace_id = $1::uuid and audience_id = $2::uuid";
  const values = [workspaceId, audienceId, from.toISOString()];
  const hours = await db.sql<HourOfSize>(
    `select hour, size::float8 as size, joined, "left" from audience_sizes
     where ${where} and hour >= $3::timestamptz order by hour`,
    values,
  );
  const before = await db.sql<{ size: number }>(
    `select size::float8 as size from audience_sizes where ${where} and hour < $3::timestamptz order by hour desc limit 1`,
    values,
  );
  return { before: before[0]?.size ?? 0, hours };
}

/** Size of each audience at the end of each of the last `days` days in UTC, today last. */
export async function dayTrends(
  db: Db,
  workspaceId: string,
  audienceIds: string[],
  { now, days }: { now: Date; days: number },
): Promise<Map<string, number[]>> {
  const rows = await db.sql<{ audienceId: string; trend: number[] }>(
    `select a.id as "audienceId", array_agg(coalesce(s.size, 0) order by d.n)::float8[] as trend
     from unnest($2::uuid[]) as a(id)
     cross join generate_series(1, $4::int) as d(n)
     left join lateral (
       select size from audience_sizes s where s.workspace_id = $1::uuid and s.audience_id = a.id
         and s.hour < date_trunc('day', $3::timestamptz, 'UTC') + make_interval(days => d.n + 1 - $4::int)
       order by s.hour desc limit 1) s on true
     group by a.id`,
    [workspaceId, audienceIds, now.toISOString(), days],
  );
  return new Map(rows.map((row) => [row.audienceId, row.trend]));
}
