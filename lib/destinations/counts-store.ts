import type { Db } from "../db/client.ts";

export type CountsOf = { workspaceId: string; destinationId: string; from: Date };

/** A stage in one step of a window; `step` counts from its beginning. */
export type StepCount = { step: number; stage: string; count: number; replayed: number };

/**
 * SQL of the counts that fit, by minute and stage: a row without a reason counts all of its stage where there is one; else
 * the rows of the reasons do.
 */
export const countsByMinute = (fitting: string) => `
  select t.minute, t.stage, t.replayed,
    greatest(sum(t.count) filter (where t.code = ''), sum(t.count) filter (where t.code <> '')) as count
  from destination_counts t where ${fitting} group by t.minute, t.stage, t.replayed`;

/** What happened from a minute on, by stage and steps of so many seconds. */
export async function stepCounts(db: Db, of: CountsOf, stepSeconds: number): Promise<StepCount[]> {
  const fitting = "t.workspace_id = $1::uuid and t.destination_id = $2::uuid and t.minute >= $3::timestamptz";
  return db.sql<StepCount>(
    `select floor(extract(epoch from m.minute - $3::timestamptz) / $4::float8)::int as step, m.stage,
       sum(m.count)::float8 as count, coalesce(sum(m.count) filter (where m.replayed), 0)::float8 as replayed
     from (${countsByMinute(fitting)}) m group by 1, 2 order by 1, 2`,
    [of.workspaceId, of.destinationId, of.from, stepSeconds],
  );
}

/** How many calls took how long from receipt to acceptance, by step of `latency.ts`; replayed ones left out. */
export async function latencyCounts(db: Db, of: CountsOf): Promise<number[]> {
  const rows = await db.sql<{ step: number; count: number }>(
    `select l.step::int as step, sum(l.count)::float8 as count
     from destination_counts t, unnest(t.latency) with ordinality as l(count, step)
     where t.workspace_id = $1::uuid and t.destination_id = $2::uuid and t.minute >= $3::timestamptz
       and t.stage = 'delivered' and not t.replayed and l.count > 0
     group by 1`,
    [of.workspaceId, of.destinationId, of.from],
  );
  const counts: number[] = [];
  for (const { step, count } of rows) {
    counts[step - 1] = count;
  }
  return counts;
}

export type ReasonCount = { code: string; reason: string; count: number };

/** The reasons of a stage since a minute, most frequent first; each with its newest words. */
export async function reasonCounts(
  db: Db,
  of: CountsOf,
  stage: string,
  limit: number,
): Promise<ReasonCount[]> {
  return db.sql<ReasonCount>(
    `select code, (array_agg(reason order by minute desc))[1] as reason, sum(count)::float8 as count
     from destination_counts
     where workspace_id = $1::uuid and destination_id = $2::uuid and minute >= $3::timestamptz and stage = $4
       and code <> ''
     group by code order by 3 desc, code limit $5::int`,
    [of.workspaceId, of.destinationId, of.from, stage, limit],
  );
}
