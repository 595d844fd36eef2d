import { metrics } from "@/app/_server/metrics.ts";
import { root } from "@/app/_server/root.ts";
import { readMetrics } from "@/lib/metrics/verbs/read-metrics.ts";

export const dynamic = "force-dynamic";

/** How long one reading of the database serves, so that eager scrapers cost nothing. */
const FRESH_MS = 2_000;
const holder = globalThis as { junctionMetricsText?: { at: number; text: Promise<string> } };

function installation(): Promise<string> {
  const now = performance.now();
  if (!holder.junctionMetricsText || now - holder.junctionMetricsText.at > FRESH_MS) {
    holder.junctionMetricsText = { at: now, text: readMetrics(root().ctx, {}) };
  }
  return holder.junctionMetricsText.text;
}

/** This process's own counters, then the installation's; without the latter while the database does not answer. */
export async function GET(): Promise<Response> {
  const own = await metrics().registry.metrics();
  const shared = await installation().catch((error: unknown) => {
    root().ctx.log.warn({ err: error }, "metrics could not be read from the database");
    return "";
  });
  const up = `# HELP junction_database_up Whether the database answered\n# TYPE junction_database_up gauge\njunction_database_up ${shared === "" ? 0 : 1}\n`;
  return new Response(`${own}\n${up}${shared}`, {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });
}
