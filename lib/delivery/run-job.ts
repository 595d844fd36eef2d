import { z } from "zod";
import type { Ctx } from "../context.ts";
import type { Ticker } from "../jobs/define-job.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { outage } from "./outage.ts";

const payload = z.object({
  workspaceId: z.uuid(),
  runId: z.uuid(),
  /** The partner took nothing when the run was last tried. */
  outage: outage.nullable().default(null),
});
export type RunJobPayload = z.output<typeof payload>;

/** The job of a run without its work, so that the work itself can queue it again. */
export type RunJob = { name: string; payload: z.ZodType<RunJobPayload>; retry: { maxAttempts: number } };

export function runJobNamed(name: string): RunJob {
  return { name, payload, retry: { maxAttempts: 12 } };
}

/** Queues the work on a run in the transaction of `ctx`; a job that waits for the same run is replaced. */
export async function enqueueRunOf(
  job: RunJob,
  ctx: Pick<Ctx, "db" | "workspaceId">,
  run: { runId: string; outage: RunJobPayload["outage"]; runAt?: Date },
): Promise<void> {
  const { runId, outage, runAt } = run;
  const options = { key: `${job.name}:${runId}`, ...(runAt ? { runAt } : {}) };
  await enqueue(ctx, job, { workspaceId: ctx.workspaceId, runId, outage }, options);
}

export type WaitingRun = { workspaceId: string; runId: string };

/** What every worker looks for by itself about runs of one kind; all safe in several processes at once. */
export function runTickers(
  job: RunJob,
  kind: {
    /** First part of the tickers' names. */
    name: string;
    /** Starts one that is due; false when none is. */
    startDue: Ticker["tick"];
    /** What the ticker for runs without an end is called, and those that have something to do. */
    endless: { name: string; find(db: Ctx["db"]): Promise<WaitingRun[]> };
    /** Runs that nobody works on and no job will take up. */
    orphaned(db: Ctx["db"]): Promise<WaitingRun[]>;
  },
): Ticker[] {
  const queueAll = async (ctx: Ctx, runs: WaitingRun[]) => {
    for (const { workspaceId, runId } of runs) {
      await enqueueRunOf(job, { db: ctx.db, workspaceId }, { runId, outage: null });
    }
  };
  return [
    { name: `${kind.name}.due`, everyMs: 500, tick: kind.startDue },
    {
      name: `${kind.name}.${kind.endless.name}`,
      everyMs: 500,
      tick: async (ctx) => {
        await queueAll(ctx, await kind.endless.find(ctx.db));
        return false;
      },
    },
    {
      name: `${kind.name}.rescue`,
      everyMs: 5_000,
      tick: async (ctx) => {
        const runs = await kind.orphaned(ctx.db);
        if (runs.length > 0) {
          ctx.log.warn({ runs: runs.map((run) => run.runId) }, "took up runs that no job worked on");
        }
        await queueAll(ctx, runs);
        return false;
      },
    },
  ];
}
