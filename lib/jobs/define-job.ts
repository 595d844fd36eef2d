import type { z } from "zod";
import type { Ctx } from "../context.ts";
import type { WakeTopic } from "../db/wake.ts";

export type JobRun = {
  /** Aborted when the worker is asked to end; a long job stops at its next safe point and is taken up again. */
  signal: AbortSignal;
  /** This worker process. */
  workerId: string;
  /** 1 for the first try. */
  attempt: number;
};

/** A kind of background work. `retry.maxAttempts` counts the first try. */
export type Job<Payload extends { workspaceId: string } = { workspaceId: string }> = {
  name: string;
  payload: z.ZodType<Payload>;
  retry: { maxAttempts: number };
  /** Runs in the name of the system in the payload's workspace. Throwing a Fault with `retry: "never"` ends it for good. */
  run(ctx: Ctx, payload: Payload, run: JobRun): Promise<void>;
};

/** Declares a job beside its feature; enter it once in the record of lib/worker.ts. */
export function defineJob<Payload extends { workspaceId: string }>(job: Job<Payload>): Job<Payload> {
  return job;
}

/** Work that every worker process looks for by itself at an interval (due schedules, dead workers, the event log). */
export type Ticker = {
  name: string;
  everyMs: number;
  /** It also ticks as soon as somebody says that there is something of this kind (lib/db/wake.ts). */
  wakeOn?: WakeTopic;
  /** Told in which workspace, before that tick. */
  hear?(workspaceId: string): void;
  /** Must be safe to run in several processes at once. Resolve `true` when there is more to do at once. */
  tick(ctx: Ctx, run: JobRun): Promise<boolean>;
  /** Resolves when all that its ticks began beside themselves has ended; asked when the worker ends. */
  end?(): Promise<void>;
};
