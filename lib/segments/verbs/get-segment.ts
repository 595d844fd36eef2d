import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type SegmentOf, type SegmentView, segmentOf } from "../schema.ts";
import { segmentInWorkspace, segmentViewOf } from "../views.ts";

/** One segment with its definition. Throws `not_found`. */
export async function getSegment(ctx: Ctx, input: SegmentOf): Promise<SegmentView> {
  authorise(ctx, "segments.read");
  const { id } = parse(segmentOf, input);
  return segmentViewOf(await segmentInWorkspace(ctx, id));
}
