import type { Db } from "../db/client.ts";
import type { Queryable } from "../db/queryable.ts";

const hold =
  "select 1 from (select pg_advisory_xact_lock_shared(junction_event_days_lock($1::uuid))) as held";

/** Waits for whoever counts the workspace's events by day (lib/events/event-days-store.ts); held to the transaction's end. */
export async function holdDays(client: Queryable, workspaceId: string): Promise<void> {
  await client.query(hold, [workspaceId]);
}

/** The same in a transaction of `db`. */
export async function holdDaysIn(db: Db, workspaceId: string): Promise<void> {
  await db.sql(hold, [workspaceId]);
}

/**
 * Gives what one person did by day to another. To be run before the events move, which say which days there are, and
 * after `holdDays`.
 */
export async function moveDays(
  client: Queryable,
  workspaceId: string,
  { fromId, intoId }: { fromId: string; intoId: string },
): Promise<void> {
  await client.query(
    `with keys as materialized (
       select distinct type, name, ("timestamp" at time zone 'UTC')::date as day
       from events where workspace_id = $1 and person_id = $2),
     gone as (
       delete from event_days d using keys k
       where d.workspace_id = $1 and d.type = k.type and d.name = k.name and d.day = k.day and d.person_id = $2
       returning d.*)
     insert into event_days as d (workspace_id, type, name, day, person_id, count, first_at, last_at)
     select $1, type, name, day, $3, count, first_at, last_at from gone order by type, name, day
     on conflict (workspace_id, type, name, day, person_id) do update set count = d.count + excluded.count,
       first_at = least(d.first_at, excluded.first_at), last_at = greatest(d.last_at, excluded.last_at)`,
    [workspaceId, fromId, intoId],
  );
}
