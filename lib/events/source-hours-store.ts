import type { Db } from "../db/client.ts";
import type { Sql } from "../db/queryable.ts";
import type { LogWindow } from "./log.ts";
import { OWN_SOURCE_ID } from "./own-source.ts";

/** Adds a window's events that were received since `since` to their sources' hours. */
export async function countAccepted(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
  since: Date,
): Promise<void> {
  await db.sql(
    `insert into source_hours as h (workspace_id, hour, source_id, accepted, last_at)
     select $1::uuid, date_trunc('hour', received_at, 'UTC'), source_id, count(*), max(received_at)
     from events where workspace_id = $1::uuid and tx >= $2::bigint and tx < $3::bigint
       and received_at >= $4::timestamptz and source_id <> '${OWN_SOURCE_ID}'
     group by 2, 3 order by 2, 3
     on conflict (workspace_id, hour, source_id) do update set accepted = h.accepted + excluded.accepted,
       last_at = greatest(h.last_at, excluded.last_at)
     returning 1`,
    [workspaceId, String(window.fromTx), String(window.toTx), since],
  );
}

/** Forgets hours from before `before`, some thousand at a time. Returns how many went. */
export async function deleteSourceHours(db: Db, before: Date): Promise<number> {
  const gone = await db.pool.query(
    `delete from source_hours where (workspace_id, hour, source_id) in
       (select w.id, h.hour, h.source_id from workspaces w
        join source_hours h on h.workspace_id = w.id and h.hour < $1 limit 5000)`,
    [before],
  );
  return gone.rowCount ?? 0;
}
