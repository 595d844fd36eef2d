import { type ProcessMetrics, processMetrics } from "@/lib/metrics/process-metrics.ts";

// Kept on globalThis for the same reason as the root: one set of counters per process.
const holder = globalThis as { junctionMetrics?: ProcessMetrics };

/** The counters of the web process. */
export function metrics(): ProcessMetrics {
  holder.junctionMetrics ??= processMetrics();
  return holder.junctionMetrics;
}

/** Answers with what `work` answers, counted and timed under `route`. */
export async function measured(
  route: string,
  method: string,
  work: () => Promise<Response>,
): Promise<Response> {
  const started = performance.now();
  const response = await work();
  const seconds = (performance.now() - started) / 1000;
  metrics().observeRequest({ route, method, status: response.status, seconds });
  return response;
}
