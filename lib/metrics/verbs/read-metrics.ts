import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { installationMetrics } from "../installation-metrics.ts";

/** The installation's numbers as Prometheus text, of no workspace in particular and without names. */
export async function readMetrics(ctx: Ctx, _input: object): Promise<string> {
  authorise(ctx, "public");
  return installationMetrics(ctx.db);
}
