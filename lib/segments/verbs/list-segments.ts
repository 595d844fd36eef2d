import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type ListSegments, listSegments as schema, type segmentPage } from "../schema.ts";
import { listSegmentRows } from "../segment-store.ts";
import { segmentRowOf } from "../views.ts";

/** Segments by a part of their name or of a label, newest first. */
export async function listSegments(ctx: Ctx, input: ListSegments): Promise<z.output<typeof segmentPage>> {
  authorise(ctx, "segments.read");
  const { cursor, limit, ...filter } = parse(schema, input);
  const after = cursor === undefined ? null : parse(z.object({ cursor: z.uuid() }), { cursor }).cursor;
  const rows = await listSegmentRows(ctx.db, ctx.workspaceId, filter, { after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(segmentRowOf),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
