import type { Db } from "../../db/client.ts";
import type { Json } from "../../kernel/json.ts";

export type CallRecord = {
  id: string;
  seq: string;
  at: Date;
  status: number;
  error: string | null;
  queued: number;
  refused: number;
  recipients: Json;
  payload: Json;
};

const columns =
  "t.id::text as id, t.seq::text as seq, t.at, t.status, t.error, t.queued, t.refused, t.recipients, t.payload";

/** Calls that named a campaign, newest first, behind the id of the last one seen; ids are in the order of their making. */
export async function callRows(
  db: Db,
  of: { workspaceId: string; campaignId: string; onlyRefused: boolean },
  page: { before: string | null; limit: number },
): Promise<CallRecord[]> {
  return db.sql<CallRecord>(
    `select ${columns} from (
       select call_id from trigger_call_campaigns where workspace_id = $1::uuid and campaign_id = $2::uuid
         and (not $3::boolean or refused) and ($4::uuid is null or call_id < $4::uuid)
       order by call_id desc limit $5::int) l
     join trigger_calls t on t.workspace_id = $1::uuid and t.id = l.call_id order by t.id desc`,
    [of.workspaceId, of.campaignId, of.onlyRefused, page.before, page.limit],
  );
}

export async function callById(db: Db, workspaceId: string, id: string): Promise<CallRecord | null> {
  const rows = await db.sql<CallRecord>(
    `select ${columns} from trigger_calls t where t.workspace_id = $1::uuid and t.id = $2::uuid`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** What became of the people of a call, by campaign and person. */
export async function outcomesOfCall(
  db: Db,
  workspaceId: string,
  call: { id: string; seq: string; people: string[] },
): Promise<
  {
    personId: string;
    number: string;
    status: string;
    code: string;
    reason: string | null;
    decidedAt: Date | null;
  }[]
> {
  return db.sql(
    `with runs as (
       select r.id, c.number::text as number from trigger_call_campaigns l
       join campaigns c on c.workspace_id = l.workspace_id and c.id = l.campaign_id
       join campaign_runs r on r.workspace_id = c.workspace_id and r.campaign_id = c.id
       where l.workspace_id = $1::uuid and l.call_id = $2::uuid and l.campaign_id in (
         select id from campaigns where workspace_id = $1::uuid and qualification = 'external'))
     select d.person_id::text as "personId", runs.number, d.status, d.code, d.reason, d.decided_at as "decidedAt"
     from runs join campaign_deliveries d on d.workspace_id = $1::uuid and d.run_id = runs.id
       and d.person_id = any($3::uuid[]) and d.occasion = $4::bigint
     union all
     select q.person_id::text, runs.number, 'waiting', '', null, null::timestamptz
     from campaign_pending q join runs on runs.id = q.run_id
     where q.workspace_id = $1::uuid and q.call_id = $2::uuid`,
    [workspaceId, call.id, call.people, call.seq],
  );
}
