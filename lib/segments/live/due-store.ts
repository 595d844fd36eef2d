import type { Queryable } from "../../db/queryable.ts";

const MAX_DUES = 2_000;

export type Due = { segmentId: string; personId: string };

export async function workspacesDue(db: Queryable, now: Date): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: "segments.dues.workspaces",
    text: `select distinct d.workspace_id as id from (
        select workspace_id from segment_dues where due_at <= $1::timestamptz order by due_at limit ${MAX_DUES}) d`,
    values: [now.toISOString()],
  });
  return rows.map(({ id }) => id);
}

/** Holds what is due against other workers until the transaction ends. */
export async function takeDues(client: Queryable, workspaceId: string, now: Date): Promise<Due[]> {
  const { rows } = await client.query<Due>({
    name: "segments.dues.take",
    text: `select d.segment_id as "segmentId", d.person_id as "personId" from segment_dues d
      where d.workspace_id = $1::uuid and d.due_at <= $2::timestamptz
      order by d.due_at limit ${MAX_DUES} for update skip locked`,
    values: [workspaceId, now.toISOString()],
  });
  return rows;
}

export async function dropDues(client: Queryable, workspaceId: string, dues: readonly Due[]): Promise<void> {
  if (dues.length === 0) {
    return;
  }
  await client.query({
    name: "segments.dues.drop",
    text: `delete from segment_dues d using unnest($2::uuid[], $3::uuid[]) as u(segment_id, person_id)
      where d.workspace_id = $1::uuid and d.segment_id = u.segment_id and d.person_id = u.person_id`,
    values: [workspaceId, dues.map(({ segmentId }) => segmentId), dues.map(({ personId }) => personId)],
  });
}
