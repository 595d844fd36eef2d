import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import type { UsesView } from "../looking-schema.ts";
import { type SegmentOf, segmentOf } from "../schema.ts";
import { draftsThatName, usesOfSegment } from "../uses.ts";
import { segmentInWorkspace } from "../views.ts";

/** What uses a segment now, and which drafts name it, at most 100 of each kind. Throws `not_found`. */
export async function listUses(ctx: Ctx, input: SegmentOf): Promise<UsesView> {
  authorise(ctx, "segments.read");
  const { id } = parse(segmentOf, input);
  await segmentInWorkspace(ctx, id);
  const items = await usesOfSegment(ctx, id);
  return { items, drafts: await draftsThatName(ctx, id, items) };
}
