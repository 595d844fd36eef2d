import type { Db } from "../db/client.ts";

export type UseRow = { audienceId: string; id: string; name: string };

/** Transfers in PENDING or RUNNING, named by the connection that they send through. */
export async function transfersUsing(db: Db, workspaceId: string, audienceIds: string[]): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select t.audience_id as "audienceId", t.id, c.nickname || ' (' || t.status || ')' as name
     from transfers t join connections c on c.workspace_id = t.workspace_id and c.id = t.connection_id
     where t.workspace_id = $1::uuid and t.audience_id = any($2::uuid[]) and t.status in ('PENDING', 'RUNNING')
     order by t.created_at desc limit 1000`,
    [workspaceId, audienceIds],
  );
}

/** Transfers that have ended go with their audience: runs by their foreign key, what partners hold by hand. */
export async function forgetEndedTransfers(db: Db, workspaceId: string, audienceId: string): Promise<void> {
  await db.sql(
    `with gone as (
       delete from transfers where workspace_id = $1::uuid and audience_id = $2::uuid
         and status not in ('PENDING', 'RUNNING') returning id)
     delete from transfer_members m using gone g where m.workspace_id = $1::uuid and m.transfer_id = g.id`,
    [workspaceId, audienceId],
  );
}

/** Journeys that people may be in and a version of which puts people into these audiences, or takes them out. */
export async function journeysUsing(db: Db, workspaceId: string, audienceIds: string[]): Promise<UseRow[]> {
  return db.sql<UseRow>(
    `select distinct n.node #>> '{settings,audienceId}' as "audienceId", j.id::text as id, j.name from journeys j
     join journey_versions v on v.workspace_id = j.workspace_id and v.journey_id = j.id
     cross join lateral jsonb_array_elements(v.document -> 'nodes') as n(node)
     where j.workspace_id = $1::uuid and j.status in ('SCHEDULED', 'RUNNING', 'PAUSED')
       and n.node #>> '{settings,audienceId}' = any($2::text[])
     order by j.name, id limit 1000`,
    [workspaceId, audienceIds],
  );
}
