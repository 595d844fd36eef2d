import type { Db } from "../db/client.ts";

export type ZoneChange = { workspaceId: string; from: string; to: string; now: Date };

const onNewClocks = (column: string) => `(${column} at time zone $2) at time zone $3`;

/**
 * Plans campaigns by the new clocks of their workspace: what says nine o'clock is meant for nine o'clock there. Where that
 * has passed already the old moment stays, so that nothing leaves at once because somebody corrects a time zone. Here and
 * not with campaigns, because it belongs to the transaction of the change: a plan by old clocks is read with new ones.
 */
export async function movePlans(db: Db, { workspaceId, from, to, now }: ZoneChange): Promise<void> {
  const values = [workspaceId, from, to, now.toISOString()];
  const later = (column: string) =>
    `case when ${onNewClocks(column)} > $4::timestamptz then ${onNewClocks(column)} else ${column} end`;
  // On each person's clocks a run begins before the moment that it is planned for, which only tells its day and hour.
  await db.sql(
    `update campaigns set ends_at = case when ends_at > $4::timestamptz then ${later("ends_at")} else ends_at end,
       planned_at = case when next_run_at < planned_at then ${onNewClocks("planned_at")}
         when planned_at > $4::timestamptz then ${later("planned_at")} else planned_at end,
       next_run_at = case when next_run_at = planned_at and planned_at > $4::timestamptz then ${later("planned_at")}
         else next_run_at end
     where workspace_id = $1::uuid and status in ('SCHEDULED', 'RUNNING', 'HELD', 'AWAITING_NEXT_RUN') returning 1`,
    values,
  );
  // Held in their order, as by whoever forgets a person.
  await db.sql(
    `with begun as (
       select r.workspace_id, r.id from campaign_runs r
       join campaign_versions v on v.workspace_id = r.workspace_id and v.campaign_id = r.campaign_id
         and v.version = r.version
       where r.workspace_id = $1::uuid and r.status in ('PENDING', 'RUNNING', 'HELD') and r.kind = 'batch'
         and v.document #>> '{when,userTimeZone}' is not null and v.document #>> '{when,past,kind}' <> 'now'
       order by r.id for no key update of r)
     update campaign_runs r set planned_at = ${onNewClocks("r.planned_at")} from begun b
     where r.workspace_id = b.workspace_id and r.id = b.id returning 1`,
    values.slice(0, 3),
  );
}
