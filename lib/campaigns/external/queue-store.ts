import type { Db } from "../../db/client.ts";
import type { Sql } from "../../db/queryable.ts";
import type { Json } from "../../kernel/json.ts";
import type { CampaignStatus } from "../statuses.ts";

export type NamedCampaign = {
  id: string;
  number: string;
  qualification: string;
  channel: string;
  status: CampaignStatus;
  version: number;
  nextRunAt: Date | null;
  endsAt: Date | null;
  /** The run that takes people, while it is RUNNING. */
  runId: string | null;
};

/** Published campaigns by their Campaign IDs. */
export async function campaignsByNumber(
  db: Pick<Db, "pool">,
  workspaceId: string,
  numbers: readonly string[],
): Promise<NamedCampaign[]> {
  const { rows } = await db.pool.query<NamedCampaign>({
    name: "trigger-campaigns",
    text: `select c.id::text as id, c.number::text as number, c.qualification, c.channel, c.status,
        c.published_version as version, c.next_run_at as "nextRunAt", c.ends_at as "endsAt", r.id::text as "runId"
      from campaigns c left join lateral (
        select id from campaign_runs r where r.workspace_id = c.workspace_id and r.campaign_id = c.id and r.kind = 'live'
          and r.status = 'RUNNING' order by r.number desc limit 1) r on true
      where c.workspace_id = $1::uuid and c.number = any($2::bigint[])`,
    values: [workspaceId, numbers],
  });
  return rows;
}

/** Those of these campaigns that still run. */
export async function runningAmong(
  db: Sql,
  workspaceId: string,
  campaignIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db.sql<{ id: string }>(
    `select id::text as id from campaigns where workspace_id = $1::uuid and id = any($2::uuid[]) and status = 'RUNNING'`,
    [workspaceId, campaignIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The document that a campaign runs, and the clocks of its workspace. */
export async function publishedDocument(
  db: Pick<Db, "pool">,
  workspaceId: string,
  campaignId: string,
  version: number,
): Promise<{ document: Json; zone: string } | null> {
  const { rows } = await db.pool.query<{ document: Json; zone: string }>(
    `select v.document, w.time_zone as zone from campaign_versions v join workspaces w on w.id = v.workspace_id
     where v.workspace_id = $1::uuid and v.campaign_id = $2::uuid and v.version = $3::int`,
    [workspaceId, campaignId, version],
  );
  return rows[0] ?? null;
}

export type NewCall = {
  id: string;
  at: Date;
  /** JSON text */
  payload: string;
  /** JSON text of kept verdicts */
  recipients: string;
  queued: number;
  refused: number;
  key: string | null;
  bodyHash: string | null;
};
export type CallLink = { callId: string; campaignId: string; refused: boolean };
export type QueuedPerson = { callId: string; campaignId: string; runId: string; personId: string };

/**
 * Writes calls down and puts their people into the queues of runs; a call that is there already, by its id or its key, is
 * left as it is and nothing of it is queued. Resolves the places in the order of calls of those that are new.
 */
export async function insertCalls(
  db: Sql,
  workspaceId: string,
  calls: readonly NewCall[],
  links: readonly CallLink[],
  people: readonly QueuedPerson[],
): Promise<Map<string, string>> {
  const rows = await db.sql<{ id: string; seq: string }>(
    `with calls as (
       insert into trigger_calls (workspace_id, id, at, payload, recipients, queued, refused, status, key, body_hash)
       select $1::uuid, g.id, g.at, g.payload, g.recipients, g.queued, g.refused, 200, g.key, g.body_hash
       from unnest($2::uuid[], $3::timestamptz[], $4::jsonb[], $5::jsonb[], $6::int[], $7::int[], $8::text[], $9::text[])
         as g(id, at, payload, recipients, queued, refused, key, body_hash)
       on conflict do nothing returning id, seq, at),
     links as (
       insert into trigger_call_campaigns (workspace_id, campaign_id, call_id, refused)
       select $1::uuid, g.campaign_id, calls.id, g.refused
       from unnest($10::uuid[], $11::uuid[], $12::bool[]) as g(call_id, campaign_id, refused)
       join calls on calls.id = g.call_id),
     queued as (
       insert into campaign_pending (workspace_id, run_id, due_at, person_id, occasion, campaign_id, at, call_id)
       select $1::uuid, g.run_id, calls.at, g.person_id, calls.seq, g.campaign_id, calls.at, calls.id
       from unnest($13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[]) as g(call_id, campaign_id, run_id, person_id)
       join calls on calls.id = g.call_id)
     select id::text as id, seq::text as seq from calls`,
    [
      workspaceId,
      calls.map(({ id }) => id),
      calls.map(({ at }) => at.toISOString()),
      calls.map(({ payload }) => payload),
      calls.map(({ recipients }) => recipients),
      calls.map(({ queued }) => queued),
      calls.map(({ refused }) => refused),
      calls.map(({ key }) => key),
      calls.map(({ bodyHash }) => bodyHash),
      links.map(({ callId }) => callId),
      links.map(({ campaignId }) => campaignId),
      links.map(({ refused }) => refused),
      people.map(({ callId }) => callId),
      people.map(({ campaignId }) => campaignId),
      people.map(({ runId }) => runId),
      people.map(({ personId }) => personId),
    ],
  );
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

export type EarlierCall = { id: string; key: string | null; bodyHash: string | null; recipients: Json };

/** Calls that were taken before, by their ids or their keys. */
export async function earlierCalls(
  db: Sql,
  workspaceId: string,
  ids: readonly string[],
  keys: readonly string[],
): Promise<EarlierCall[]> {
  return db.sql<EarlierCall>(
    `select id::text as id, key, body_hash as "bodyHash", recipients from trigger_calls
     where workspace_id = $1::uuid and id = any($2::uuid[])
     union
     select id::text, key, body_hash, recipients from trigger_calls
     where workspace_id = $1::uuid and key = any($3::text[])`,
    [workspaceId, ids, keys],
  );
}

export type RefusedCall = {
  workspaceId: string;
  id: string;
  at: Date;
  numbers: readonly string[];
  payload: string;
  status: number;
  error: string;
};

/** Writes a call down that was refused as a whole, for the logs of the External Trigger campaigns that it named, if any. */
export async function insertRefusedCall(db: Pick<Db, "pool">, call: RefusedCall): Promise<void> {
  await db.pool.query({
    name: "trigger-refused",
    text: `with named as (
         select id from campaigns where workspace_id = $1::uuid and number = any($2::bigint[]) and qualification = 'external'),
       call as (
         insert into trigger_calls (workspace_id, id, at, payload, recipients, status, error)
         select $1::uuid, $3::uuid, $4::timestamptz, $5::jsonb, '[]'::jsonb, $6::int, $7
         where exists (select 1 from named))
       insert into trigger_call_campaigns (workspace_id, campaign_id, call_id, refused)
       select $1::uuid, id, $3::uuid, true from named`,
    values: [
      ...[call.workspaceId, call.numbers, call.id, call.at.toISOString()],
      ...[call.payload, call.status, call.error],
    ],
  });
}

/** Deletes some calls with ids below `before` by which nobody waits. Resolves how many they were. */
export async function deleteCalls(db: Pick<Db, "pool">, before: string, limit: number): Promise<number> {
  const { rows } = await db.pool.query<{ calls: number }>(
    `with old as materialized (
       select t.workspace_id, t.id from workspaces w cross join lateral (
         select t.workspace_id, t.id from trigger_calls t where t.workspace_id = w.id and t.id < $1::uuid
           and not exists (select 1 from campaign_pending q where q.workspace_id = t.workspace_id and q.call_id = t.id)
         order by t.id limit $2::int) t limit $2::int),
     links as (
       delete from trigger_call_campaigns l using old where l.workspace_id = old.workspace_id and l.call_id = old.id
         and l.campaign_id in (select id from campaigns c where c.workspace_id = old.workspace_id)),
     calls as (
       delete from trigger_calls t using old where t.workspace_id = old.workspace_id and t.id = old.id returning 1)
     select count(*)::int as calls from calls`,
    [before, limit],
  );
  return rows[0]?.calls ?? 0;
}
