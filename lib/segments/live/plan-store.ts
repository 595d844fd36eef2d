import type { Queryable } from "../../db/queryable.ts";

/**
 * What changes whenever a segment of the workspace or its time zone does: the latest change would not tell one that a process
 * wrote whose clock is behind another's.
 */
export async function planVersion(
  db: Queryable,
  workspaceId: string,
): Promise<{ version: string; zone: string }> {
  const { rows } = await db.query<{ version: string; zone: string }>({
    name: "segments.plan-version",
    text: `select w.time_zone as zone, w.time_zone || (select concat_ws(' ', '', count(*), count(s.counted_at),
          count(*) filter (where s.state = 'broken'), count(*) filter (where s.state = 'ready'), sum((date_part('epoch', s.changed_at) * 1000)::bigint))
        from segments s where s.workspace_id = w.id) as version
      from workspaces w where w.id = $1::uuid`,
    values: [workspaceId],
  });
  return rows[0] ?? { version: "", zone: "UTC" };
}

export type LiveRow = { id: string; definition: unknown; counted: boolean; ready: boolean };

/** Live segments that are kept in step, in the order in which they are locked. */
export async function liveRows(db: Queryable, workspaceId: string): Promise<LiveRow[]> {
  const { rows } = await db.query<LiveRow>(
    `select s.id, s.definition, s.counted_at is not null as counted, s.state = 'ready' as ready from segments s
     where s.workspace_id = $1::uuid and s.kind = 'live' and s.archived_at is null and s.state <> 'broken' order by s.id`,
    [workspaceId],
  );
  return rows;
}
