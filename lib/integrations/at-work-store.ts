import type { Db } from "../db/client.ts";
import { leaseIsFree } from "../jobs/lease.ts";

/** How many destinations and runs of transfers are at work now, everywhere, that send through a connection. */
export async function countAtWork(db: Db, workspaceId: string, connectionId: string): Promise<number> {
  const rows = await db.sql<{ count: number }>(
    `select (
       (select count(*) from destinations r
        where r.workspace_id = $1::uuid and r.connection_id = $2::uuid and not ${leaseIsFree})
       + (select count(*) from transfer_runs r
        where r.workspace_id = $1::uuid and r.status = 'RUNNING' and r.settings->>'connectionId' = $2::uuid::text
          and not ${leaseIsFree})
     )::int as count`,
    [workspaceId, connectionId],
  );
  return rows[0]?.count ?? 0;
}
