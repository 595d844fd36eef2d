import type { Edited } from "../access/edited.ts";
import type { Db } from "../db/client.ts";
import type { Prisma } from "../db/generated/client.ts";
import { holdsText, likeLiteral } from "../db/like.ts";
import type { Json } from "../kernel/json.ts";
import { messageIdsOfRun } from "./message-id.ts";
import type { ListCampaigns } from "./schema.ts";
import type { CampaignStatus } from "./statuses.ts";

export type CampaignRecord = Edited & {
  id: string;
  number: bigint | null;
  name: string;
  labels: string[];
  channel: string;
  qualification: string;
  draft: Json;
  version: number;
  secrets: Json;
  status: CampaignStatus;
  reason: string | null;
  waiting: string | null;
  publishedVersion: number | null;
  publishedBy: string | null;
  publishedAt: Date | null;
  requestedBy: string | null;
  requestedById: string | null;
  plannedAt: Date | null;
  nextRunAt: Date | null;
  endsAt: Date | null;
  goalMs: bigint | null;
  runs: number;
  lastRunAt: Date | null;
  createdBy: string;
  createdById: string | null;
  createdAt: Date;
  changedAt: Date;
  stoppedBy: string | null;
  endedAt: Date | null;
  archivedAt: Date | null;
};

export async function campaignById(db: Db, workspaceId: string, id: string): Promise<CampaignRecord | null> {
  const row = await db.prisma.campaign.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  return row as CampaignRecord | null;
}

/** Keeps everybody else from changing a campaign until the transaction ends. */
export async function lockCampaign(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql("select 1 from campaigns where workspace_id = $1::uuid and id = $2::uuid for update", [
    workspaceId,
    id,
  ]);
}

export async function insertCampaign(db: Db, workspaceId: string, campaign: CampaignRecord): Promise<void> {
  await db.prisma.campaign.create({
    data: {
      workspaceId,
      ...campaign,
      draft: campaign.draft as Prisma.InputJsonValue,
      secrets: campaign.secrets as Prisma.InputJsonValue,
    },
  });
}

export async function changeCampaign(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<CampaignRecord, "id">>,
): Promise<void> {
  const { draft, secrets, ...rest } = change;
  await db.prisma.campaign.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: {
      ...rest,
      ...(draft !== undefined && { draft: draft as Prisma.InputJsonValue }),
      ...(secrets !== undefined && { secrets: secrets as Prisma.InputJsonValue }),
    },
  });
}

export type CampaignListRow = CampaignRecord & { sent: number; failed: number };

const orders: Record<ListCampaigns["sort"], string> = {
  newest: "c.id desc",
  name: "lower(c.name), c.id",
  next_run: "c.next_run_at nulls last, c.id desc",
};

/** A page of campaigns by filter with what they sent so far, and how many there are of them. */
export async function listCampaignRows(
  db: Db,
  workspaceId: string,
  filter: ListCampaigns,
): Promise<{ rows: CampaignListRow[]; total: number }> {
  const where = `c.workspace_id = $1::uuid and (c.archived_at is not null) = $2::boolean
    and ($3::text is null or c.status = $3) and ($4::text is null or c.channel = $4)
    and ($5::text is null or c.qualification = $5)
    and ($6::text = '' or ${holdsText("c.name", "$7")} or c.number::text = $6
      or exists (select 1 from unnest(c.labels) l where ${holdsText("l", "$7")}))`;
  const values = [
    workspaceId,
    filter.state === "archived",
    filter.status ?? null,
    filter.channel ?? null,
    filter.qualification ?? null,
    filter.search,
    `%${likeLiteral(filter.search.toLowerCase())}%`,
  ];
  const [rows, count] = await Promise.all([
    db.sql<CampaignListRow>(
      `select c.id, c.number, c.name, c.labels, c.channel, c.qualification, c.draft, c.version, c.secrets, c.status,
         c.reason, c.waiting, c.published_version as "publishedVersion", c.published_by as "publishedBy",
         c.published_at as "publishedAt", c.requested_by as "requestedBy", c.requested_by_id as "requestedById",
         c.planned_at as "plannedAt", c.next_run_at as "nextRunAt", c.ends_at as "endsAt", c.goal_ms as "goalMs", c.runs, c.last_run_at as "lastRunAt",
         c.created_by as "createdBy", c.created_by_id as "createdById", c.created_at as "createdAt",
         c.changed_at as "changedAt", c.edited_by as "editedBy", c.edited_by_id as "editedById",
         c.edited_at as "editedAt", c.stopped_by as "stoppedBy", c.ended_at as "endedAt",
         c.archived_at as "archivedAt", coalesce(n.sent, 0)::float8 as sent, coalesce(n.failed, 0)::float8 as failed
       from (select * from campaigns c where ${where} order by ${orders[filter.sort]} limit $8::int offset $9::int) c
       left join lateral (select sum(people) filter (where status = 'sent') as sent,
           sum(people) filter (where status = 'failed') as failed
         from campaign_counts n where n.workspace_id = c.workspace_id and n.campaign_id = c.id) n on true
       order by ${orders[filter.sort]}`,
      [...values, filter.perPage, (filter.page - 1) * filter.perPage],
    ),
    db.sql<{ total: number }>(`select count(*)::int as total from campaigns c where ${where}`, values),
  ]);
  return { rows, total: count[0]?.total ?? 0 };
}

/** Up to so many who wait in a run are counted one by one, in a few milliseconds. */
const COUNTED = 10_000;

/**
 * What the people of a campaign came to, by verdict; those who still wait come from the queue. Of a batch in which many wait it
 * is told who has no verdict yet, which comes to the same (whoever is forgotten meanwhile is taken out of those who qualified): a
 * page that watches a run of a million must not read a million rows every other second.
 */
export async function verdictCounts(
  db: Db,
  workspaceId: string,
  campaignId: string,
  runId: string | null,
  countedUpTo = COUNTED,
): Promise<{ status: string; code: string; people: number }[]> {
  return db.sql(
    `select status, code, sum(people)::float8 as people from campaign_counts
     where workspace_id = $1::uuid and campaign_id = $2::uuid and ($3::uuid is null or run_id = $3::uuid)
     group by status, code
     union all
     select 'waiting', '', coalesce(sum(case
         when few.n <= $4::int then few.n
         when r.kind = 'batch' then greatest(0, r.qualified - (select coalesce(sum(c.people), 0) from campaign_counts c
           where c.workspace_id = r.workspace_id and c.campaign_id = r.campaign_id and c.run_id = r.id))
         else (select count(*) from campaign_pending q where q.workspace_id = r.workspace_id and q.run_id = r.id)
       end), 0)::float8
     from campaign_runs r cross join lateral (select count(*) as n from (
       select 1 from campaign_pending q where q.workspace_id = r.workspace_id and q.run_id = r.id limit $4::int + 1) q) few
     where r.workspace_id = $1::uuid and r.campaign_id = $2::uuid and ($3::uuid is null or r.id = $3::uuid)
       and r.status in ('PENDING', 'RUNNING', 'HELD')`,
    [workspaceId, campaignId, runId, countedUpTo],
  );
}

export async function convertedCount(
  db: Db,
  workspaceId: string,
  campaignId: string,
  runId: string | null,
): Promise<{ sent: number; control: number; sentWorth: number; controlWorth: number }> {
  const [row] = await db.sql<Awaited<ReturnType<typeof convertedCount>>>(
    `select count(*) filter (where status = 'sent')::float8 as sent,
       count(*) filter (where code = 'control_group')::float8 as control,
       coalesce(sum(worth) filter (where status = 'sent'), 0)::float8 as "sentWorth",
       coalesce(sum(worth) filter (where code = 'control_group'), 0)::float8 as "controlWorth"
     from campaign_deliveries where workspace_id = $1::uuid and campaign_id = $2::uuid and converted_at is not null
       and ($3::uuid is null or run_id = $3::uuid)`,
    [workspaceId, campaignId, runId],
  );
  return row ?? { sent: 0, control: 0, sentWorth: 0, controlWorth: 0 };
}

/** Notes what was published: it is what runs from now on, and never changes. */
export async function insertVersion(
  db: Db,
  version: {
    workspaceId: string;
    campaignId: string;
    version: number;
    document: Json;
    secrets: Json;
    publishedBy: string;
    publishedAt: Date;
  },
): Promise<void> {
  await db.prisma.campaignVersion.create({
    data: {
      ...version,
      document: version.document as Prisma.InputJsonValue,
      secrets: version.secrets as Prisma.InputJsonValue,
    },
  });
}

/** How many messages of a campaign were viewed and clicked. */
export async function engagementCounts(
  db: Db,
  workspaceId: string,
  campaignId: string,
  runId: string | null,
): Promise<{ viewed: number; clicked: number }> {
  const rows = await db.sql<{ viewed: number; clicked: number }>(
    `select count(*) filter (where kind = 'viewed')::float8 as viewed,
       count(*) filter (where kind = 'clicked')::float8 as clicked
     from message_engagements where workspace_id = $1::uuid and origin_id = $2::uuid
       and ($3::text is null or starts_with(message_id, $3))`,
    [workspaceId, campaignId, runId && messageIdsOfRun(runId)],
  );
  return rows[0] ?? { viewed: 0, clicked: 0 };
}
