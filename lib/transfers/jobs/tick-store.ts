import type { Db } from "../../db/client.ts";
import { sqlOn } from "../../db/queryable.ts";
import type { WaitingRun } from "../../delivery/run-job.ts";
import { completeUpTo } from "../../events/first-in-log.ts";
import { leaseIsFree } from "../../jobs/lease.ts";

const noJob = `not exists (select 1 from graphile_worker.jobs j
  where j.key = 'transfers.run:' || r.id and j.attempts < j.max_attempts)`;

/**
 * Continuous runs that nobody works on and whose audience has changed or was renamed, or that were left in the middle of a
 * window.
 */
export async function continuousRunsWithNews(db: Pick<Db, "pool">): Promise<WaitingRun[]> {
  return sqlOn(db.pool).sql<WaitingRun>(
    `select r.workspace_id as "workspaceId", r.id as "runId"
     from transfer_runs r join transfers t on t.workspace_id = r.workspace_id and t.id = r.transfer_id
     join audiences a on a.workspace_id = t.workspace_id and a.id = t.audience_id
     where r.status = 'RUNNING' and r.trigger = 'continuous' and t.status = 'RUNNING' and ${leaseIsFree}
       and (r.to_tx > r.from_tx or r.settings->>'name' <> a.name or (
         select true from audience_members m where m.workspace_id = t.workspace_id and m.audience_id = t.audience_id
           and m.changed_tx >= r.from_tx and m.changed_tx < ${completeUpTo}
         order by m.changed_tx, m.identity limit 1) is not null)
       and ${noJob}`,
  );
}

/** Runs that have begun or are due, that nobody works on and that no job in the queue will take up. */
export async function orphanedTransferRuns(db: Pick<Db, "pool">): Promise<WaitingRun[]> {
  return sqlOn(db.pool).sql<WaitingRun>(
    `select r.workspace_id as "workspaceId", r.id as "runId" from transfer_runs r
     where r.status in ('PENDING', 'RUNNING') and r.trigger <> 'continuous' and ${leaseIsFree} and ${noJob}`,
  );
}
