import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import type { Health } from "../schema.ts";
import { type WorkerState, workerStates } from "../store.ts";
import { within } from "../within.ts";

const DATABASE_TIMEOUT_MS = 2_000;
/** Three missed heartbeats. */
const SILENT_S = 6;

function workerHealth(workers: WorkerState[]): Health["worker"] {
  const heard = workers.filter((worker) => worker.silentS <= SILENT_S);
  const lastHeardS = workers.length > 0 ? Math.min(...workers.map((worker) => worker.silentS)) : null;
  return {
    ok: heard.length > 0,
    message:
      heard.length > 0
        ? `${heard.length} working`
        : "No worker is running: exports and schedules wait until one is started.",
    count: heard.length,
    lastHeardS: lastHeardS === null ? null : Math.round(lastHeardS * 10) / 10,
  };
}

/** Whether web and database answer, and whether a worker is there. Never throws for an outage: it is the answer. */
export async function checkHealth(ctx: Ctx, _input: object): Promise<Health> {
  authorise(ctx, "public");
  const web = { ok: true, message: "answers" };
  const started = performance.now();
  let workers: WorkerState[];
  try {
    workers = await within(DATABASE_TIMEOUT_MS, "no answer within 2 s", workerStates(ctx.db));
  } catch (error) {
    ctx.log.warn({ err: error }, "the health check could not reach the database");
    return {
      status: "failing",
      web,
      database: { ok: false, message: "does not answer", tookMs: null },
      worker: {
        ok: false,
        message: "not known while the database does not answer",
        count: null,
        lastHeardS: null,
      },
    };
  }
  const worker = workerHealth(workers);
  const tookMs = Math.round((performance.now() - started) * 10) / 10;
  return {
    status: worker.ok ? "ok" : "degraded",
    web,
    database: { ok: true, message: "answers", tookMs },
    worker,
  };
}
