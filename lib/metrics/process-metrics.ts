import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export type ObservedRequest = { route: string; method: string; status: number; seconds: number };
export type ObservedIngest = { accepted: number; duplicates: number; bytes: number } | "refused" | "failed";

/** What one process counts of itself. Counts of the whole installation are read from the database when asked. */
export type ProcessMetrics = {
  registry: Registry;
  observeRequest(request: ObservedRequest): void;
  observeIngest(ingest: ObservedIngest): void;
};

/** Makes a process's counters; each process has one. */
export function processMetrics(): ProcessMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "junction_http_request_duration_seconds",
    help: "Requests answered by this process, by route",
    labelNames: ["route", "method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const calls = new Counter({
    name: "junction_ingest_calls_total",
    help: "Calls taken in by this process (a batch counts each of its calls; refusals count per request)",
    labelNames: ["result"],
    registers,
  });
  const bytes = new Counter({
    name: "junction_ingest_bytes_total",
    help: "Bytes of accepted request bodies, unpacked",
    registers,
  });
  new Gauge({
    name: "junction_web_memory_bytes",
    help: "Resident memory of this web process",
    registers,
    collect() {
      this.set(process.memoryUsage().rss);
    },
  });
  for (const result of ["accepted", "duplicate", "refused", "failed"]) {
    calls.inc({ result }, 0);
  }
  return {
    registry,
    observeRequest: ({ route, method, status, seconds }) =>
      requests.observe({ route, method, status: String(status) }, seconds),
    observeIngest: (ingest) => {
      if (typeof ingest === "string") {
        calls.inc({ result: ingest });
        return;
      }
      calls.inc({ result: "accepted" }, ingest.accepted);
      calls.inc({ result: "duplicate" }, ingest.duplicates);
      bytes.inc(ingest.bytes);
    },
  };
}
