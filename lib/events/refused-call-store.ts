import type { Db } from "../db/client.ts";

export type RefusedCallRow = {
  workspaceId: string;
  id: string;
  at: Date;
  sourceId: string;
  call: string;
  status: number;
  field: string;
  reason: string;
  body: string;
};

/** Keeps refused calls of one source, each counted with those refused before it that were not kept (`count` in all). */
export async function insertRefusedCalls(
  db: Db,
  of: Pick<RefusedCallRow, "workspaceId" | "sourceId" | "at" | "call">,
  rows: readonly (Pick<RefusedCallRow, "id" | "status" | "field" | "reason" | "body"> & { count: number })[],
): Promise<void> {
  await db.pool.query({
    name: "events.refused",
    text: `with kept as (
        insert into refused_calls (workspace_id, id, at, source_id, call, status, field, reason, body)
        select $1, g.id, $2::timestamptz, $3, $4, g.status, g.field, g.reason, g.body
        from unnest($5::uuid[], $6::int[], $7::text[], $8::text[], $9::text[]) as g(id, status, field, reason, body))
      insert into source_hours as h (workspace_id, hour, source_id, refused, last_at)
      values ($1, date_trunc('hour', $2::timestamptz, 'UTC'), $3, $10, $2)
      on conflict (workspace_id, hour, source_id) do update set refused = h.refused + excluded.refused,
        last_at = greatest(h.last_at, excluded.last_at)`,
    values: [
      of.workspaceId,
      of.at,
      of.sourceId,
      of.call,
      rows.map(({ id }) => id),
      rows.map(({ status }) => status),
      rows.map(({ field }) => field),
      rows.map(({ reason }) => reason),
      rows.map(({ body }) => body),
      rows.reduce((sum, { count }) => sum + count, 0),
    ],
  });
}

/** Forgets refused calls from before `before`, some thousand at a time. Returns how many went. */
export async function deleteRefusedCalls(db: Db, before: Date): Promise<number> {
  const gone = await db.pool.query(
    `delete from refused_calls where (workspace_id, id) in
       (select workspace_id, id from refused_calls where at < $1 limit 5000)`,
    [before],
  );
  return gone.rowCount ?? 0;
}
