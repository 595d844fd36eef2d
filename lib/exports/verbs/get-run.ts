import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { rateOf } from "../run-list-store.ts";
import { runInWorkspace, runViewOf } from "../run-view.ts";
import { type RunDetail, runOf } from "../schema.ts";

/** Points of the chart, at most about twice as many. */
const POINTS = 120;
const BUCKETS_S = [1, 2, 5, 10, 30, 60, 300, 900, 1_800, 3_600];

/** One run with its rate over time, in buckets that fit its length. */
export async function getRun(ctx: Ctx, input: z.output<typeof runOf>): Promise<RunDetail> {
  authorise(ctx, "exports.read");
  const { id, runId } = parse(runOf, input);
  const record = await runInWorkspace(ctx, id, runId);
  const view = runViewOf(ctx, record);
  const seconds = (view.durationMs ?? 0) / 1000;
  const bucketSeconds = BUCKETS_S.find((size) => seconds / size <= POINTS) ?? 3_600;
  const buckets = await rateOf(ctx.db, ctx.workspaceId, runId, bucketSeconds);
  return {
    ...view,
    batches: record.batches,
    bucketSeconds,
    rate: buckets.map((bucket) => ({ ...bucket, at: bucket.at.toISOString() })),
  };
}
