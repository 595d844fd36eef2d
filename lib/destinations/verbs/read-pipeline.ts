import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { latencyCounts, stepCounts } from "../counts-store.ts";
import { destinationView } from "../destination-view.ts";
import { percentile } from "../latency.ts";
import { type GetPipeline, type PipelineView, getPipeline as schema } from "../schema.ts";
import { windowAt } from "../windows.ts";

const decided = ["filtered", "refused", "delivered"] as const;

/**
 * What happened to the calls of a destination in a window, to the minute. Received are those decided in it and those that
 * wait now: the numbers add up whatever runs meanwhile. Throws `not_found`.
 */
export async function readPipeline(ctx: Ctx, input: GetPipeline): Promise<PipelineView> {
  authorise(ctx, "sources.read");
  const { id, window } = parse(schema, input);
  const { waiting } = await destinationView(ctx, id);
  const now = ctx.clock.now();
  const { from, steps, stepS } = windowAt(window, now);
  const of = { workspaceId: ctx.workspaceId, destinationId: id, from };
  const [counts, latency] = await Promise.all([stepCounts(ctx.db, of, stepS), latencyCounts(ctx.db, of)]);
  const total = (stage: string, field: "count" | "replayed" = "count") =>
    counts.reduce((sum, row) => (row.stage === stage ? sum + row[field] : sum), 0);
  const series = steps.map((at) => ({
    at: at.toISOString(),
    received: 0,
    filtered: 0,
    retried: 0,
    refused: 0,
    delivered: 0,
  }));
  for (const { step, stage, count } of counts) {
    const point = series[Math.min(step, series.length - 1)];
    if (point && stage !== "received" && stage in point) {
      point[stage as "filtered" | "retried" | "refused" | "delivered"] += count;
    }
  }
  for (const point of series) {
    point.received = decided.reduce((sum, stage) => sum + point[stage], 0);
  }
  return {
    window,
    from: from.toISOString(),
    to: now.toISOString(),
    counts: {
      received: decided.reduce((sum, stage) => sum + total(stage), waiting.count),
      filtered: total("filtered"),
      waiting: waiting.count,
      retried: total("retried"),
      refused: total("refused"),
      delivered: total("delivered"),
    },
    waitingMore: waiting.more,
    warned: total("warned"),
    replayed: total("delivered", "replayed"),
    p50Ms: percentile(latency, 0.5),
    p95Ms: percentile(latency, 0.95),
    series,
  };
}
