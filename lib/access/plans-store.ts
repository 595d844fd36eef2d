import type { Db } from "../db/client.ts";

export type ZoneChange = { workspaceId: string; from: string; to: string; now: Date };

const onNewClocks = (column: string) => `(${column} at time zone $2) at time zone $3`;

const later = (column: string) =>
  `case when ${onNewClocks(column)} > $4::timestamptz then ${onNewClocks(column)} else ${column} end`;

/** The next full slot of `every_hours` from midnight on, as lib/delivery/schedule.ts plans it when a run begins. */
const nextSlot = `((date_trunc('day', $4::timestamptz at time zone $3)
  + (floor(extract(hour from $4::timestamptz at time zone $3) / every_hours) + 1) * every_hours * interval '1 hour')
  at time zone $3)`;

/** What repeats every few hours waits for no slot of two clocks: that would be up to a day without a run. */
async function moveSlots(db: Db, values: string[]): Promise<void> {
  await db.sql(
    `update exports set start_at = case when start_at > $4::timestamptz then ${later("start_at")} else start_at end,
       range_from = ${onNewClocks("range_from")}, range_to = ${onNewClocks("range_to")},
       next_run_at = case when start_at > $4::timestamptz then ${later("next_run_at")}
         when every_hours is not null then ${nextSlot} else next_run_at end
     where workspace_id = $1::uuid and status in ('PENDING', 'RUNNING') and next_run_at > $4::timestamptz
     returning 1`,
    values,
  );
  await db.sql(
    `update transfers set next_run_at = ${nextSlot}
     where workspace_id = $1::uuid and status in ('PENDING', 'RUNNING') and next_run_at > $4::timestamptz
       and every_hours is not null and $2::text <> $3 returning 1`,
    values,
  );
}

/**
 * Plans what a workspace has ahead by its new clocks: what says nine o'clock is meant for nine o'clock there. Where that
 * has passed already the old moment stays, so that nothing leaves at once because somebody corrects a time zone. Here and
 * not with its features, because it belongs to the transaction of the change: a plan by old clocks is read with new ones,
 * and what ran at nine on the old ones would run at nine on the new ones as well.
 */
export async function movePlans(db: Db, { workspaceId, from, to, now }: ZoneChange): Promise<void> {
  const values = [workspaceId, from, to, now.toISOString()];
  await moveSlots(db, values);
  // Journeys that go by each person's own date look for them every few hours, by no clock.
  await db.sql(
    `update journeys j set next_run_at = ${later("j.next_run_at")}
     where j.workspace_id = $1::uuid and j.status in ('SCHEDULED', 'RUNNING', 'PAUSED')
       and j.next_run_at > $4::timestamptz and exists (
         select 1 from journey_versions v where v.workspace_id = j.workspace_id and v.journey_id = j.id
           and v.number = j.version and v.document -> 'nodes' @> '[{"kind": "entry_segment"}]') returning 1`,
    values,
  );
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
