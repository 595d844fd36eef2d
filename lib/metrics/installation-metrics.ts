import { Gauge, Registry } from "prom-client";
import type { Db } from "../db/client.ts";
import { eventsCounted, exportRows, exportStates, logLags, queueStates, workerStates } from "./store.ts";

type Sample = { labels: Record<string, string>; value: number };

async function gauge(registry: Registry, name: string, help: string, samples: Sample[]): Promise<void> {
  const labelNames = [...new Set(samples.flatMap((sample) => Object.keys(sample.labels)))];
  const made = new Gauge({ name, help, labelNames, registers: [registry] });
  for (const { labels, value } of samples) {
    made.set(labels, value);
  }
}

/** Numbers of the whole installation, read from the database: the same whichever process is asked. */
export async function installationMetrics(db: Db): Promise<string> {
  const [workers, queue, rows, states, events, lags] = await Promise.all([
    workerStates(db),
    queueStates(db),
    exportRows(db),
    exportStates(db),
    eventsCounted(db),
    logLags(db),
  ]);
  const registry = new Registry();
  const add = (name: string, help: string, samples: Sample[]) => gauge(registry, name, help, samples);
  const perWorker = (value: (worker: (typeof workers)[number]) => number) =>
    workers.map((worker) => ({
      labels: { host: worker.host, pid: String(worker.pid) },
      value: value(worker),
    }));
  await add("junction_workers", "Live worker processes", [{ labels: {}, value: workers.length }]);
  await add(
    "junction_worker_memory_bytes",
    "Resident memory of each worker",
    perWorker((worker) => worker.memoryBytes),
  );
  await add(
    "junction_worker_silent_seconds",
    "Seconds since each worker was heard",
    perWorker((worker) => worker.silentS),
  );
  await add(
    "junction_queue_jobs",
    "Jobs in the queue",
    queue.flatMap((kind) =>
      (["waiting", "running", "failed"] as const).map((state) => ({
        labels: { job: kind.task, state },
        value: kind[state],
      })),
    ),
  );
  await add("junction_queue_oldest_seconds", "How long the job that is longest overdue has waited", [
    { labels: {}, value: Math.max(0, ...queue.map((kind) => kind.oldestS)) },
  ]);
  await add(
    "junction_export_rows",
    "Records of exports so far, by what the partner said",
    rows.flatMap(({ partner, accepted, rejected }) => [
      { labels: { partner, result: "accepted" }, value: accepted },
      { labels: { partner, result: "rejected" }, value: rejected },
    ]),
  );
  await add(
    "junction_exports",
    "Exports by status",
    states.map(({ status, count }) => ({ labels: { status }, value: count })),
  );
  await add("junction_events", "Calls kept so far, as the event catalogue counted them", [
    { labels: {}, value: events },
  ]);
  await add(
    "junction_event_log_lag_seconds",
    "How long the oldest event that a consumer has not handled yet has waited",
    lags.map(({ consumer, seconds }) => ({ labels: { consumer }, value: seconds })),
  );
  return registry.metrics();
}
