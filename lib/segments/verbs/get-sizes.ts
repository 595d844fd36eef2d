import { DateTime } from "luxon";
import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { sizeDays } from "../day-store.ts";
import { type GetSizes, type SizesView, getSizes as schema } from "../looking-schema.ts";
import { firstDay, sizeSeries } from "../size-series.ts";
import { segmentInWorkspace } from "../views.ts";

/** How the size of a segment went by days of the workspace, with how many entered and left. Throws `not_found`. */
export async function getSizes(ctx: Ctx, input: GetSizes): Promise<SizesView> {
  authorise(ctx, "segments.read");
  const { id, range } = parse(schema, input);
  const { people, countedAt } = await segmentInWorkspace(ctx, id);
  const timeZone = await workspaceTimeZone(ctx);
  const today = DateTime.fromJSDate(ctx.clock.now(), { zone: timeZone }).toISODate() as string;
  const { before, rows } = await sizeDays(ctx.db, ctx.workspaceId, id, firstDay(range, today));
  const points = sizeSeries(range, { before, rows, today });
  const last = points.at(-1);
  // A segment that was counted today for the first time has no day yet: nobody entered or left.
  if (last && countedAt) {
    last.people = people;
  }
  return { range, timeZone, points };
}
