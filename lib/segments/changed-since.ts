import { lastChanged } from "../access/object-history.ts";
import type { Ctx } from "../context.ts";
import { definitionOfSegment } from "./definition-of-segment.ts";
import { loadReferred } from "./references.ts";
import { segmentsById } from "./segment-store.ts";

export type ChangedSegment = { id: string; name: string; by: string; at: Date };

/** Those of these segments, and of those that they ask for, whose definition was changed after `since`: they mean others now. */
export async function segmentsChangedSince(ctx: Ctx, ids: string[], since: Date): Promise<ChangedSegment[]> {
  const { definitions } = await loadReferred(ctx, ids.map(definitionOfSegment));
  const rows =
    definitions.size > 0 ? await segmentsById(ctx.db, ctx.workspaceId, [...definitions.keys()]) : [];
  const found = await Promise.all(
    rows.map(async ({ id, name }) => {
      const last = await lastChanged(ctx, { kind: "segment", id }, "definition", since);
      return last ? [{ id, name, ...last }] : [];
    }),
  );
  return found.flat();
}
