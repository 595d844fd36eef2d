import type { Sql } from "../db/queryable.ts";
import type { LogWindow } from "./log.ts";

const day = `("timestamp" at time zone 'UTC')::date`;

/**
 * Adds a window's events to the days of those who did them. Alone in its workspace: a merge that moved a person's days
 * meanwhile would not see those that are written here (`moveDays` waits for it).
 */
export async function rollUpDays(db: Sql, workspaceId: string, window: LogWindow): Promise<void> {
  await db.sql("select 1 from (select pg_advisory_xact_lock(junction_event_days_lock($1::uuid))) as held", [
    workspaceId,
  ]);
  // One transaction's rows come together, however many: grouped in memory they need no sorting by four columns.
  await db.sql("select set_config('work_mem', '64MB', true)");
  // A statement of its own: its snapshot is younger than the lock.
  await db.sql(
    `insert into event_days as d (workspace_id, type, name, day, person_id, count, first_at, last_at)
     select $1::uuid, type, name, ${day}, person_id, count(*), min("timestamp"), max("timestamp")
     from events
     where workspace_id = $1::uuid and tx >= $2::bigint and tx < $3::bigint and type in ('track', 'page', 'screen')
     group by 2, 3, 4, 5 order by 2, 3, 4
     on conflict (workspace_id, type, name, day, person_id) do update set count = d.count + excluded.count,
       first_at = least(d.first_at, excluded.first_at), last_at = greatest(d.last_at, excluded.last_at)
     `,
    [workspaceId, String(window.fromTx), String(window.toTx)],
  );
}
