import type { Db } from "../../db/client.ts";
import { sqlOn } from "../../db/queryable.ts";
import type { WaitingRun } from "../../delivery/run-job.ts";
import { completeUpTo, isInLog } from "../../events/first-in-log.ts";
import { leaseIsFree } from "../../jobs/lease.ts";

/** Live runs that nobody works on and that have new events, or were left in the middle of a window. */
export async function liveRunsWithNews(db: Pick<Db, "pool">): Promise<WaitingRun[]> {
  return sqlOn(db.pool).sql<WaitingRun>(
    `select r.workspace_id as "workspaceId", r.id as "runId"
     from export_runs r join exports x on x.workspace_id = r.workspace_id and x.id = r.export_id
     where r.status = 'RUNNING' and r.trigger = 'live' and x.status = 'RUNNING' and ${leaseIsFree}
       and (r.to_tx > x.position_tx or ${isInLog("r.workspace_id", `e.tx >= x.position_tx and e.tx < ${completeUpTo}`)})
       and not exists (select 1 from graphile_worker.jobs j where j.key = 'exports.run:' || r.id and j.attempts < j.max_attempts)`,
  );
}

/** Runs that have begun or are due, that nobody works on and that no job in the queue will take up. */
export async function orphanedRuns(db: Pick<Db, "pool">): Promise<WaitingRun[]> {
  return sqlOn(db.pool).sql<WaitingRun>(
    `select r.workspace_id as "workspaceId", r.id as "runId" from export_runs r
     where r.status in ('PENDING', 'RUNNING') and r.trigger <> 'live' and ${leaseIsFree}
       and not exists (select 1 from graphile_worker.jobs j where j.key = 'exports.run:' || r.id and j.attempts < j.max_attempts)`,
  );
}
