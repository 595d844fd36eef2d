import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type GetSizes, type SizesView, getSizes as schema } from "../schema.ts";
import { seriesStart, sizeSeries } from "../size-series.ts";
import { sizeHours } from "../size-store.ts";
import { audienceInWorkspace } from "../views.ts";

/**
 * How the size of an audience went, by hour (24h, 7d) or by day of the workspace's time zone (90d), with how many joined
 * and left. Throws `not_found`.
 */
export async function getSizes(ctx: Ctx, input: GetSizes): Promise<SizesView> {
  authorise(ctx, "audiences.read");
  const { id, range } = parse(schema, input);
  await audienceInWorkspace(ctx, id);
  const timeZone = await workspaceTimeZone(ctx);
  const now = ctx.clock.now();
  const from = seriesStart(range, now, timeZone);
  const { before, hours } = await sizeHours(ctx.db, ctx.workspaceId, id, from);
  return { range, timeZone, points: sizeSeries(range, { before, hours, now, zone: timeZone }) };
}
