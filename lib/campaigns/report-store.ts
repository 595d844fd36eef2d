import type { Db } from "../db/client.ts";
import type { ListRecipients } from "./schema.ts";

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
};

const person = `left join people p on p.workspace_id = d.workspace_id and p.id = d.person_id
  join campaign_runs r on r.workspace_id = d.workspace_id and r.id = d.run_id`;
const named = `d.person_id::text as "personId", p.name, p.user_id as "userId", p.email, d.run_id::text as "runId",
  r.number as "runNumber", d.occasion::text as occasion`;

type Where = {
  workspaceId: string;
  campaignId: string;
  runId: string | null;
  people: string[] | null;
};

/** Decided deliveries by filter, the last decided first. */
export async function decidedRecipients(
  db: Db,
  where: Where,
  filter: Pick<ListRecipients, "status" | "code" | "did">,
  page: { after: { at: string; personId: string } | null; limit: number },
): Promise<RecipientRecord[]> {
  return db.sql<RecipientRecord>(
    `select ${named}, d.status, d.code, d.reason, d.at, null::timestamptz as "dueAt", d.decided_at as "decidedAt",
       d.converted_at as "convertedAt"
     from campaign_deliveries d ${person}
     where d.workspace_id = $1::uuid and d.campaign_id = $2::uuid and ($3::uuid is null or d.run_id = $3::uuid)
       and ($4::uuid[] is null or d.person_id = any($4::uuid[]))
       and ($5::text is null or d.status = $5) and ($6::text is null or d.code = $6)
       and ($7::boolean is not true or (d.converted_at is not null and d.status = 'sent'))
       and ($8::timestamptz is null or (d.decided_at, d.person_id) < ($8::timestamptz, $9::uuid))
     order by d.decided_at desc, d.person_id desc limit $10::int`,
    [
      where.workspaceId,
      where.campaignId,
      where.runId,
      where.people,
      filter.status ?? null,
      filter.code ?? null,
      filter.did === "converted",
      page.after?.at ?? null,
      page.after?.personId ?? null,
      page.limit,
    ],
  );
}

/** Those who wait, in the order in which they are sent to. */
export async function waitingRecipients(
  db: Db,
  where: Where,
  page: { after: { at: string; personId: string } | null; limit: number },
): Promise<RecipientRecord[]> {
  return db.sql<RecipientRecord>(
    `select ${named}, 'waiting' as status, '' as code, null::text as reason, d.at, d.due_at as "dueAt",
       null::timestamptz as "decidedAt", null::timestamptz as "convertedAt"
     from campaign_pending d ${person}
     where d.workspace_id = $1::uuid and r.campaign_id = $2::uuid and ($3::uuid is null or d.run_id = $3::uuid)
       and r.status in ('PENDING', 'RUNNING', 'HELD') and ($4::uuid[] is null or d.person_id = any($4::uuid[]))
       and ($5::timestamptz is null or (d.due_at, d.person_id) > ($5::timestamptz, $6::uuid))
     order by d.due_at, d.person_id limit $7::int`,
    [
      where.workspaceId,
      where.campaignId,
      where.runId,
      where.people,
      page.after?.at ?? null,
      page.after?.personId ?? null,
      page.limit,
    ],
  );
}
