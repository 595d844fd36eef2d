import type { Db } from "../db/client.ts";
import type { Sql } from "../db/queryable.ts";
import { messageIdSql, messageIdsOfRun } from "./message-id.ts";
import type { ListRecipients } from "./schema.ts";
import { unreachableCodes } from "./verdicts.ts";

/** Verdicts by the hour or the day of the workspace's clocks. */
export async function countsOverTime(
  db: Db,
  of: { workspaceId: string; campaignId: string; runId: string | null },
  step: "hour" | "day",
  zone: string,
): Promise<{ at: Date; sent: number; failed: number; held: number }[]> {
  return db.sql(
    `select date_trunc($4, hour, $5) as at, coalesce(sum(people) filter (where status = 'sent'), 0)::float8 as sent,
       coalesce(sum(people) filter (where status = 'failed'), 0)::float8 as failed,
       coalesce(sum(people) filter (where status = 'held'), 0)::float8 as held
     from campaign_counts where workspace_id = $1::uuid and campaign_id = $2::uuid and ($3::uuid is null or run_id = $3::uuid)
     group by 1 order by 1 limit 2000`,
    [of.workspaceId, of.campaignId, of.runId, step, zone],
  );
}

/** People who reached the goal, by the hour or day in which they did. */
export async function conversionsOverTime(
  db: Db,
  of: { workspaceId: string; campaignId: string; runId: string | null },
  step: "hour" | "day",
  zone: string,
): Promise<{ at: Date; converted: number }[]> {
  return db.sql(
    `select date_trunc($4, converted_at, $5) as at, count(*)::float8 as converted
     from campaign_deliveries where workspace_id = $1::uuid and campaign_id = $2::uuid and converted_at is not null
       and status = 'sent' and ($3::uuid is null or run_id = $3::uuid)
     group by 1 order by 1 limit 2000`,
    [of.workspaceId, of.campaignId, of.runId, step, zone],
  );
}

export type ComparedPeople = Record<"sent" | "control", { people: number; converted: number; worth: number }>;

/**
 * People who got a campaign's message, and from whom a control group kept it, each once however often it was, how many of them
 * reached its goal, and what they all did for it is worth.
 */
export async function comparedPeople(
  db: Db,
  of: { workspaceId: string; campaignId: string; runId: string | null },
): Promise<ComparedPeople> {
  // Without a run the index has all that is asked, but of the few who converted.
  const compared = `from campaign_deliveries
    where workspace_id = $1::uuid and campaign_id = $2::uuid ${of.runId ? "and run_id = $3::uuid" : ""}
      and (status = 'sent' or code = 'control_group')`;
  const rows = await db.sql<{ got: boolean; people: number; converted: number; worth: number }>(
    `select p.got, p.people, coalesce(c.converted, 0) as converted, coalesce(c.worth, 0) as worth
     from (select got, count(*)::float8 as people
       from (select distinct status = 'sent' as got, person_id ${compared}) d group by 1) p
     left join (select got, count(*)::float8 as converted, sum(worth)::float8 as worth
       from (select status = 'sent' as got, person_id, sum(worth) as worth ${compared} and converted_at is not null
         group by 1, 2) d group by 1) c using (got)`,
    [of.workspaceId, of.campaignId, ...(of.runId ? [of.runId] : [])],
  );
  const which = (got: boolean) => {
    const { people = 0, converted = 0, worth = 0 } = rows.find((row) => row.got === got) ?? {};
    return { people, converted, worth };
  };
  return { sent: which(true), control: which(false) };
}

/** Messages that were seen or clicked for the first time, by the hour or day in which they were. */
export async function engagementsOverTime(
  db: Db,
  of: { workspaceId: string; campaignId: string; runId: string | null },
  step: "hour" | "day",
  zone: string,
): Promise<{ at: Date; viewed: number; clicked: number }[]> {
  return db.sql(
    `select date_trunc($4, first_at, $5) as at, count(*) filter (where kind = 'viewed')::float8 as viewed,
       count(*) filter (where kind = 'clicked')::float8 as clicked
     from message_engagements where workspace_id = $1::uuid and origin_id = $2::uuid
       and ($3::text is null or starts_with(message_id, $3))
     group by 1 order by 1 limit 2000`,
    [of.workspaceId, of.campaignId, of.runId && messageIdsOfRun(of.runId), step, zone],
  );
}

export async function countSpan(
  db: Db,
  of: { workspaceId: string; campaignId: string; runId: string | null },
): Promise<{ first: Date | null; last: Date | null }> {
  const rows = await db.sql<{ first: Date | null; last: Date | null }>(
    `select min(hour) as first, max(hour) as last from campaign_counts
     where workspace_id = $1::uuid and campaign_id = $2::uuid and ($3::uuid is null or run_id = $3::uuid)`,
    [of.workspaceId, of.campaignId, of.runId],
  );
  return rows[0] ?? { first: null, last: null };
}

export type RecipientRecord = {
  personId: string;
  name: string | null;
  userId: string | null;
  email: string | null;
  runId: string;
  runNumber: number;
  occasion: string;
  status: "waiting" | "sent" | "failed" | "held";
  code: string;
  reason: string | null;
  at: Date;
  dueAt: Date | null;
  decidedAt: Date | null;
  convertedAt: Date | null;
  worth: number | null;
  viewedAt: Date | null;
  clickedAt: Date | null;
};

/** SQL: when the message of a delivery `d` was seen, or clicked, for the first time. */
export const engaged = (kind: "viewed" | "clicked"): string =>
  `(select g.first_at from message_engagements g where g.workspace_id = d.workspace_id and g.message_id = ${messageIdSql}
    and g.kind = '${kind}')`;

// Known by what they go by now, whichever of their profiles it was for.
const person = `left join people o on o.workspace_id = d.workspace_id and o.id = d.person_id
  left join people p on p.workspace_id = d.workspace_id and p.id = coalesce(o.merged_into, o.id)
  join campaign_runs r on r.workspace_id = d.workspace_id and r.id = d.run_id`;
const named = `d.person_id::text as "personId", p.name, p.user_id as "userId", p.email, d.run_id::text as "runId",
  r.number as "runNumber", d.occasion::text as occasion`;

type Where = {
  workspaceId: string;
  campaignId: string;
  runId: string | null;
  people: string[] | null;
};

/** Behind which delivery a page begins: by its time, and by its key where several have the same. */
export type ReportPosition = { at: string; personId: string; runId: string; occasion: string };
type Page = { after: ReportPosition | null; limit: number };

const place = (after: ReportPosition | null): (string | null)[] => [
  after?.at ?? null,
  after?.personId ?? null,
  after?.runId ?? null,
  after?.occasion ?? null,
];

/** Decided deliveries by filter, the last decided first. */
export async function decidedRecipients(
  db: Sql,
  where: Where,
  filter: Pick<ListRecipients, "status" | "code" | "did" | "reachable">,
  page: Page,
): Promise<RecipientRecord[]> {
  return db.sql<RecipientRecord>(
    `select ${named}, d.status, d.code, d.reason, d.at, null::timestamptz as "dueAt", d.decided_at as "decidedAt",
       d.converted_at as "convertedAt", d.worth, ${engaged("viewed")} as "viewedAt", ${engaged("clicked")} as "clickedAt"
     from campaign_deliveries d ${person}
     where d.workspace_id = $1::uuid and d.campaign_id = $2::uuid and ($3::uuid is null or d.run_id = $3::uuid)
       and ($4::uuid[] is null or d.person_id = any($4::uuid[]))
       and ($5::text is null or d.status = $5) and ($6::text is null or d.code = $6)
       and ($7::text is distinct from 'converted'
         or (d.converted_at is not null and (d.status = 'sent' or $6::text = 'control_group')))
       and (coalesce($7::text, 'converted') = 'converted' or exists (select 1 from message_engagements g
         where g.workspace_id = d.workspace_id and g.origin_id = d.campaign_id and g.kind = $7::text
           and g.message_id = ${messageIdSql}))
       and ($8::text is null or (d.code = any($9::text[])) = ($8 = 'no'))
       and ($10::timestamptz is null
         or (d.decided_at, d.person_id, d.run_id, d.occasion) < ($10::timestamptz, $11::uuid, $12::uuid, $13::bigint))
     order by d.decided_at desc, d.person_id desc, d.run_id desc, d.occasion desc limit $14::int`,
    [
      where.workspaceId,
      where.campaignId,
      where.runId,
      where.people,
      filter.status ?? null,
      filter.code ?? null,
      filter.did ?? null,
      filter.reachable ?? null,
      unreachableCodes,
      ...place(page.after),
      page.limit,
    ],
  );
}

/** Those who wait, in the order in which they are sent to. */
export async function waitingRecipients(db: Sql, where: Where, page: Page): Promise<RecipientRecord[]> {
  return db.sql<RecipientRecord>(
    `select ${named}, 'waiting' as status, '' as code, null::text as reason, d.at, d.due_at as "dueAt",
       null::timestamptz as "decidedAt", null::timestamptz as "convertedAt", null::float8 as worth,
       null::timestamptz as "viewedAt", null::timestamptz as "clickedAt"
     from campaign_pending d ${person}
     where d.workspace_id = $1::uuid and r.campaign_id = $2::uuid and ($3::uuid is null or d.run_id = $3::uuid)
       and r.status in ('PENDING', 'RUNNING', 'HELD') and ($4::uuid[] is null or d.person_id = any($4::uuid[]))
       and ($5::timestamptz is null
         or (d.due_at, d.person_id, d.run_id, d.occasion) > ($5::timestamptz, $6::uuid, $7::uuid, $8::bigint))
     order by d.due_at, d.person_id, d.run_id, d.occasion limit $9::int`,
    [where.workspaceId, where.campaignId, where.runId, where.people, ...place(page.after), page.limit],
  );
}
