import type { Sql } from "../../db/queryable.ts";
import type { Decided } from "./delivery-store.ts";
import type { HeldRun } from "./run-store.ts";

/** Notes a batch on its run. False when the lease was lost: then nothing of it may be written. */
export async function noteBatch(
  db: Sql,
  { workspaceId, runId, lease }: HeldRun,
  number: number,
): Promise<boolean> {
  const rows = await db.sql(
    `update campaign_runs set batches = greatest(batches, $4::int), heartbeat_at = now(), waiting = null, outage = null,
       parked_until = null
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3 returning 1`,
    [workspaceId, runId, lease, number],
  );
  return rows.length === 1;
}

/**
 * Messages that left although somebody had decided meanwhile that they should not: what happened stands. Resolves what was
 * written of them before.
 */
export async function overrule(
  db: Sql,
  of: { workspaceId: string; campaignId: string; runId: string; channel: string },
  sent: Decided[],
  now: Date,
): Promise<{ status: Decided["status"]; code: string }[]> {
  return db.sql(
    `with given as (select * from unnest($5::uuid[], $6::bigint[], $7::timestamptz[]) as g(person_id, occasion, at)),
     before as materialized (
       select d.person_id, d.occasion, d.status, d.code from campaign_deliveries d join given g on d.person_id = g.person_id
         and d.occasion = g.occasion where d.workspace_id = $1::uuid and d.run_id = $2::uuid for update of d),
     written as (
       insert into campaign_deliveries (workspace_id, run_id, person_id, occasion, campaign_id, channel, status, at, decided_at)
       select $1::uuid, $2::uuid, g.person_id, g.occasion, $3::uuid, $4, 'sent', g.at, $8::timestamptz from given g
       on conflict (workspace_id, run_id, person_id, occasion) do update
         set status = 'sent', code = '', reason = null, decided_at = excluded.decided_at
       returning 1)
     select status, code from before`,
    [
      of.workspaceId,
      of.runId,
      of.campaignId,
      of.channel,
      sent.map(({ personId }) => personId),
      sent.map(({ occasion }) => occasion),
      sent.map(({ at }) => at.toISOString()),
      now.toISOString(),
    ],
  );
}
