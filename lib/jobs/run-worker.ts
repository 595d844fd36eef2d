import { setMaxListeners } from "node:events";
import { hostname } from "node:os";
import type { TaskList } from "graphile-worker";
import type { Ctx } from "../context.ts";
import { listenForWakes } from "../db/wake.ts";
import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import type { Job, JobRun, Ticker } from "./define-job.ts";
import { type Queue, runQueue } from "./run-queue.ts";
import { beat, freeDeadWorkers, retire } from "./store.ts";
import { startTickers } from "./tickers.ts";

const HEARTBEAT_MS = 2_000;
/** A worker silent for this long is taken for dead: five missed heartbeats. */
const DEAD_AFTER_S = 10;

export type WorkerOptions = {
  /** A context without a workspace, in the name of the system. */
  ctx: Ctx;
  jobs: Job<{ workspaceId: string }>[];
  tickers: Ticker[];
  /** Jobs that run at the same time in this process. */
  concurrency: number;
};

export type RunningWorker = { id: string; stop(): Promise<void> };

function taskList(options: WorkerOptions, workerId: string, signal: AbortSignal): TaskList {
  const tasks: TaskList = {};
  for (const job of options.jobs) {
    tasks[job.name] = async (raw, helpers) => {
      const payload = job.payload.safeParse(raw);
      if (!payload.success) {
        options.ctx.log.warn(
          { job: job.name, jobId: helpers.job.id },
          "dropped a job whose payload is not valid",
        );
        return;
      }
      const ctx: Ctx = { ...options.ctx, workspaceId: payload.data.workspaceId };
      try {
        await job.run(ctx, payload.data, { signal, workerId, attempt: helpers.job.attempts });
      } catch (error) {
        if (error instanceof Fault && error.retry === "never") {
          ctx.log.warn({ job: job.name, err: error }, "a job ended for good");
          return;
        }
        throw error;
      }
    };
  }
  return tasks;
}

/** Starts the background process's work; `stop` lets running jobs reach a safe point and gives the rest back. */
export async function runWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { ctx } = options;
  const id = newId();
  const startedAt = ctx.clock.now();
  const ending = new AbortController();
  // Each ticker and each job that rests listens to it, so their number is no leak.
  setMaxListeners(0, ending.signal);
  let queue: Queue | undefined;
  const heartbeat = async (): Promise<boolean> => {
    const memoryBytes = process.memoryUsage().rss;
    const slots = queue?.slots() ?? [];
    await beat(ctx.db, { id, host: hostname(), pid: process.pid, slots, startedAt, memoryBytes });
    return false;
  };
  const undertaker = async (): Promise<boolean> => {
    const dead = await freeDeadWorkers(ctx.db, DEAD_AFTER_S);
    if (dead.length > 0) {
      ctx.log.warn({ dead }, "freed the jobs of workers that went silent");
    }
    return false;
  };
  await heartbeat();
  await undertaker();

  const { signal } = ending;
  const taken = await runQueue(ctx, {
    taskList: taskList(options, id, signal),
    concurrency: options.concurrency,
    signal,
  });
  queue = taken;
  await heartbeat();
  const jobRun: JobRun = { signal: ending.signal, workerId: id, attempt: 1 };
  const tickers = startTickers(ctx, jobRun, [
    { name: "workers.heartbeat", everyMs: HEARTBEAT_MS, tick: heartbeat },
    { name: "workers.undertaker", everyMs: HEARTBEAT_MS, tick: undertaker },
    ...options.tickers,
  ]);
  const listening = listenForWakes(ctx.db.pool, signal, tickers.wake);

  return {
    id,
    stop: async () => {
      ending.abort();
      await Promise.all([tickers.stop(), listening]);
      await taken.stop();
      await retire(ctx.db, id);
    },
  };
}
