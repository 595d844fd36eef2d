import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type CompareSegments, type OverlapView, compareSegments as schema } from "../looking-schema.ts";
import { overlapOf } from "../overlap-store.ts";
import { segmentInWorkspace } from "../views.ts";

/** How many members two segments share, as they were last worked out. Throws `not_found`. */
export async function compareSegments(ctx: Ctx, input: CompareSegments): Promise<OverlapView> {
  authorise(ctx, "segments.read");
  const { id, with: other } = parse(schema, input);
  await segmentInWorkspace(ctx, id);
  await segmentInWorkspace(ctx, other);
  return overlapOf(ctx.db, ctx.workspaceId, id, other);
}
