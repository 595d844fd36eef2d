import type { Db } from "../db/client.ts";
import { engaged, type RecipientRecord } from "./report-store.ts";

export type PersonMessageRecord = Omit<RecipientRecord, "name" | "userId" | "email"> & {
  campaignId: string;
  campaign: string;
  channel: string;
};

const told = `d.person_id::text as "personId", d.run_id::text as "runId", d.occasion::text as occasion, d.at`;

/** A person's messages of all campaigns: those that wait first, in their order, then the last decided first. */
export async function messagesOf(
  db: Db,
  of: { workspaceId: string; people: readonly string[] },
  page: { offset: number; limit: number },
): Promise<PersonMessageRecord[]> {
  return db.sql(
    `with waiting as (
       select ${told}, 'waiting' as status, '' as code, null::text as reason, d.due_at as "dueAt",
         null::timestamptz as "decidedAt", null::timestamptz as "convertedAt", null::float8 as worth,
         null::timestamptz as "viewedAt", null::timestamptz as "clickedAt"
       from campaign_runs o join campaign_pending d on d.workspace_id = o.workspace_id and d.run_id = o.id
       where o.workspace_id = $1::uuid and o.status in ('PENDING', 'RUNNING', 'HELD') and d.person_id = any($2::uuid[])
       order by d.due_at limit $3::int + $4::int),
     decided as (
       select ${told}, d.status, d.code, d.reason, null::timestamptz as "dueAt", d.decided_at as "decidedAt",
         d.converted_at as "convertedAt", d.worth, ${engaged("viewed")} as "viewedAt", ${engaged("clicked")} as "clickedAt"
       from campaign_deliveries d where d.workspace_id = $1::uuid and d.person_id = any($2::uuid[])
       order by d.decided_at desc limit $3::int + $4::int)
     select m.*, r.number as "runNumber", c.id::text as "campaignId", c.name as campaign, c.channel
     from (select * from waiting union all select * from decided) m
     join campaign_runs r on r.workspace_id = $1::uuid and r.id = m."runId"::uuid
     join campaigns c on c.workspace_id = $1::uuid and c.id = r.campaign_id
     order by m."dueAt" nulls last, m."decidedAt" desc, m."runId", m.occasion
     offset $3::int limit $4::int`,
    [of.workspaceId, of.people, page.offset, page.limit],
  );
}
