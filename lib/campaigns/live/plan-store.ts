import type { Sql } from "../../db/queryable.ts";
import { parse } from "../../kernel/parse.ts";
import { type CampaignDocument, campaignDocument } from "../document.ts";

/** A live campaign's open run, and what makes somebody its recipient. */
export type LiveRun = {
  runId: string;
  campaignId: string;
  channel: string;
  /** events from this transaction on count */
  fromTx: string;
  version: number;
  document: CampaignDocument;
};

/** A campaign of which it may still be told that somebody reached its goal. */
export type GoalCampaign = { campaignId: string; version: number; document: CampaignDocument };

type Known = { version: number; document: CampaignDocument };
/** Published versions never change: each is read once. */
const documents = new Map<string, Known>();
const MOST_KNOWN = 500;

async function withDocuments<Row extends { campaignId: string; version: number }>(
  db: Sql,
  workspaceId: string,
  rows: Row[],
): Promise<(Row & { document: CampaignDocument })[]> {
  const missing = rows.filter(({ campaignId, version }) => documents.get(campaignId)?.version !== version);
  if (missing.length > 0) {
    const found = await db.sql<{ id: string; version: number; document: unknown }>(
      `select v.campaign_id::text as id, v.version, v.document from campaign_versions v
       join unnest($2::uuid[], $3::int[]) as g(id, version) on g.id = v.campaign_id and g.version = v.version
       where v.workspace_id = $1::uuid`,
      [workspaceId, missing.map(({ campaignId }) => campaignId), missing.map(({ version }) => version)],
    );
    for (const { id, version, document } of found) {
      documents.set(id, { version, document: parse(campaignDocument, document) });
    }
  }
  const known = rows.flatMap((row) => {
    const document = documents.get(row.campaignId)?.document;
    return document ? [{ ...row, document }] : [];
  });
  if (documents.size > MOST_KNOWN) {
    documents.clear();
  }
  return known;
}

/** So long after its time what somebody did in time may come: a phone may keep it for a day, a worker may be away. */
const LATE = "2 days";

/** SQL: it may still be told at $2 that somebody reached the goal of campaign `c`. */
const goalCounts = `(c.goal_ms is not null and c.number is not null
  and (c.ended_at is null or c.ended_at > $2::timestamptz - c.goal_ms * interval '1 millisecond' - interval '${LATE}'))`;

export type LivePlan = { runs: LiveRun[]; goals: GoalCampaign[]; zone: string };

/** What the events of a workspace mean to its campaigns at this moment. */
export async function livePlan(db: Sql, workspaceId: string, now: Date): Promise<LivePlan> {
  const rows = await db.sql<{
    runId: string | null;
    campaignId: string;
    channel: string;
    fromTx: string;
    version: number;
    goal: boolean;
    zone: string;
  }>(
    `select r.id::text as "runId", c.id::text as "campaignId", c.channel, coalesce(r.from_tx, 0)::text as "fromTx",
       c.published_version as version, ${goalCounts} as goal, w.time_zone as zone
     from campaigns c join workspaces w on w.id = c.workspace_id
     left join campaign_runs r on r.workspace_id = c.workspace_id and r.campaign_id = c.id and r.kind = 'live'
       and r.status = 'RUNNING' and c.qualification = 'live'
     where c.workspace_id = $1::uuid and c.published_version is not null
       and (r.id is not null or ${goalCounts})`,
    [workspaceId, now.toISOString()],
  );
  const known = await withDocuments(db, workspaceId, rows);
  return {
    runs: known.flatMap(({ runId, goal, zone, ...row }) => (runId === null ? [] : [{ ...row, runId }])),
    goals: known.filter(({ goal }) => goal),
    zone: rows[0]?.zone ?? "UTC",
  };
}

/** Workspaces that have a live campaign, or a goal of which something may still be told. */
export async function liveWorkspaces(db: Sql, now: Date): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    `select distinct c.workspace_id::text as id from campaigns c where ${goalCounts.replaceAll("$2", "$1")}
       or (c.qualification = 'live' and c.status = 'RUNNING')`,
    [now.toISOString()],
  );
  return rows.map(({ id }) => id);
}
