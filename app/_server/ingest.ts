import { type IngestEndpoint, ingestEndpoint } from "@/lib/events/ingest-http.ts";
import { metrics } from "./metrics.ts";
import { root } from "./root.ts";

// Kept on globalThis for the same reason as the root: one memory of keys and identifiers per process.
const holder = globalThis as { junctionIngest?: IngestEndpoint };

/** The endpoint `/v1/*` of the web process. */
export function ingest(): IngestEndpoint {
  holder.junctionIngest ??= ingestEndpoint(root().ctx, {
    observe: (reply, outcome) =>
      metrics().observeIngest(outcome ?? (reply.status >= 500 ? "failed" : "refused")),
  });
  return holder.junctionIngest;
}
