import type { Db } from "../../db/client.ts";
import type { Json } from "../../kernel/json.ts";

export type CallRecord = {
  id: string;
  at: Date;
  status: number;
  error: string | null;
  queued: number;
  refused: number;
  recipients: Json;
  payload: Json;
};

/** Calls that named a campaign, newest first, behind the id of the last one seen; ids are in the order of their making. */
export async function callRows(
  db: Db,
  of: { workspaceId: string; campaignId: string; onlyRefused: boolean },
  page: { before: string | null; limit: number },
): Promise<CallRecord[]> {
  return db.sql<CallRecord>(
    `select id, at, status, error, queued, refused, recipients, payload from trigger_calls
     where workspace_id = $1::uuid and campaign_ids @> array[$2::uuid] and ($3::boolean is not true or refused > 0 or error is not null)
       and ($4::uuid is null or id < $4::uuid)
     order by id desc limit $5::int`,
    [of.workspaceId, of.campaignId, of.onlyRefused, page.before, page.limit],
  );
}

export async function callById(db: Db, workspaceId: string, id: string): Promise<CallRecord | null> {
  const rows = await db.sql<CallRecord>(
    `select id, at, status, error, queued, refused, recipients, payload from trigger_calls
     where workspace_id = $1::uuid and id = $2::uuid`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** What became of the people whom a call queued, by campaign and person. */
export async function outcomesOfCall(
  db: Db,
  workspaceId: string,
  callId: string,
  personIds: string[],
): Promise<{ personId: string; number: string; status: string; code: string; decidedAt: Date | null }[]> {
  return db.sql(
    `select d.person_id::text as "personId", c.number::text as number, d.status, d.code, d.decided_at as "decidedAt"
     from campaign_deliveries d join campaigns c on c.workspace_id = d.workspace_id and c.id = d.campaign_id
     where d.workspace_id = $1::uuid and d.person_id = any($3::uuid[]) and d.call_id = $2::uuid
     union all
     select q.person_id::text, c.number::text, 'waiting', '', null::timestamptz
     from campaign_pending q join campaigns c on c.workspace_id = q.workspace_id and c.id = q.campaign_id
     where q.workspace_id = $1::uuid and q.person_id = any($3::uuid[]) and q.call_id = $2::uuid`,
    [workspaceId, callId, personIds],
  );
}
