import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import {
  Logger as GraphileLogger,
  type Runner,
  type RunnerOptions,
  run,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import type { Ctx } from "../context.ts";
import { backoffMs } from "../kernel/backoff.ts";

export type Queue = {
  /** The names under which this process holds jobs at the moment; those of a pool that broke are not among them. */
  slots(): string[];
  stop(): Promise<void>;
};

function queueLogger(ctx: Ctx): GraphileLogger {
  return new GraphileLogger(() => (level, message, meta) => {
    if (level === "error" || level === "warning") {
      ctx.log[level === "error" ? "error" : "warn"]({ queue: meta ?? {} }, message);
    }
  });
}

/**
 * Takes jobs from the queue until stopped. A pool of the queue ends for good when it cannot book what became of a job,
 * as when PostgreSQL is away at that moment; a new one takes its place, and what the old one held is free again as soon
 * as nobody names it any more.
 */
export async function runQueue(
  ctx: Ctx,
  options: { taskList: TaskList; concurrency: number; signal: AbortSignal },
): Promise<Queue> {
  let slots: string[] = [];
  const begin = async (): Promise<Runner> => {
    const names: string[] = [];
    slots = names;
    const events: WorkerEvents = new EventEmitter();
    // The queue locks jobs in the name of the pool, not of the pool's single workers.
    events.on("pool:create", ({ workerPool }) => names.push(workerPool.id));
    const settings: RunnerOptions = {
      pgPool: ctx.db.pool,
      taskList: options.taskList,
      concurrency: options.concurrency,
      pollInterval: 1_000,
      noHandleSignals: true,
      events,
      logger: queueLogger(ctx),
      // A job's end that is booked alone has nobody who catches its failure, and that would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    };
    return run(settings);
  };

  let runner = await begin();
  const supervise = async (): Promise<void> => {
    for (let failures = 0; !options.signal.aborted; ) {
      try {
        await runner.promise;
        if (options.signal.aborted) {
          return;
        }
        ctx.log.error({ slots }, "the queue's pool ended by itself; a new one begins");
      } catch (error) {
        ctx.log.error({ slots, err: error }, "the queue's pool broke; a new one begins");
      }
      for (let begun = false; !begun && !options.signal.aborted; ) {
        failures += 1;
        await sleep(backoffMs(failures, { firstMs: 200, maxMs: 5_000 }));
        try {
          runner = await begin();
          begun = true;
          failures = 0;
        } catch (error) {
          if (failures === 1) {
            ctx.log.error({ err: error }, "the queue could not begin and will be tried again");
          }
        }
      }
    }
  };
  const supervised = supervise();
  return {
    slots: () => slots,
    stop: async () => {
      await runner.stop().catch((error) => ctx.log.warn({ err: error }, "the queue was not ended in order"));
      await supervised;
    },
  };
}
