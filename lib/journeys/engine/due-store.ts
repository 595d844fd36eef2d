import type { Sql } from "../../db/queryable.ts";

/** The consumer of the event log that follows events for journeys. */
export const CONSUMER = "journeys";

/**
 * Up to when time may move people: to now or, where events of the workspace were received that are not followed yet, to when
 * the first of them was. So that somebody who did in time what they were waited for does not run out of it while the worker
 * is away.
 */
export async function heldUntil(db: Sql, workspaceId: string, now: Date): Promise<Date> {
  const rows = await db.sql<{ at: Date | null }>(
    `select (select e.received_at from events e where e.workspace_id = c.workspace_id and e.tx >= c.tx
       order by e.tx, e.seq limit 1) as at
     from event_cursors c where c.workspace_id = $1::uuid and c.consumer = '${CONSUMER}'`,
    [workspaceId],
  );
  const at = rows[0]?.at ?? null;
  return at !== null && at < now ? at : now;
}

/** Workspaces in which time moves somebody at this moment. */
export async function workspacesWithDue(db: Sql, now: Date): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    `select distinct j.workspace_id::text as id from journeys j
     where (j.status in ('RUNNING', 'SCHEDULED') or (j.status = 'PAUSED' and j.goes_on)) and j.version is not null
       and exists (select 1 from journey_stays s where s.workspace_id = j.workspace_id and s.journey_id = j.id
         and s.due_at <= $1::timestamptz and (j.status <> 'PAUSED' or s.entered_at is not null))`,
    [now.toISOString()],
  );
  return rows.map(({ id }) => id);
}

/** Those of a journey to whom something happened while it was paused are moved with the next batch. */
export async function moveHeld(db: Sql, workspaceId: string, journeyId: string, now: Date): Promise<void> {
  await db.sql(
    `update journey_stays set due_at = $3::timestamptz
     where workspace_id = $1::uuid and journey_id = $2::uuid and ended_at is null and backlog is not null
       and whereabouts ->> 'pause' <> 'outcome' returning 1`,
    [workspaceId, journeyId, now.toISOString()],
  );
}
