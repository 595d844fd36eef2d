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

/** Keeps a refused call, and counts it with those refused before it that were not kept (`count` in all). */
export async function insertRefusedCall(db: Db, row: RefusedCallRow, count: number): Promise<void> {
  await db.pool.query({
    name: "events.refused",
    text: `with kept as (
        insert into refused_calls (workspace_id, id, at, source_id, call, status, field, reason, body)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9))
      insert into source_hours as h (workspace_id, hour, source_id, refused, last_at)
      values ($1, date_trunc('hour', $3::timestamptz, 'UTC'), $4, $10, $3)
      on conflict (workspace_id, hour, source_id) do update set refused = h.refused + excluded.refused,
        last_at = greatest(h.last_at, excluded.last_at)`,
    values: [
      row.workspaceId,
      row.id,
      row.at,
      row.sourceId,
      row.call,
      row.status,
      row.field,
      row.reason,
      row.body,
      count,
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
