import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { segmentsThatUse } from "./segment-store.ts";
import { audiencesThatUse, campaignsThatUse, journeysThatUse, type UseRow } from "./use-store.ts";

/** Kinds of things that use segments: which of them use this one now. Whoever makes another kind enters it here. */
export const segmentUses: Record<string, (db: Db, workspaceId: string, id: string) => Promise<UseRow[]>> = {
  segment: segmentsThatUse,
  audience: audiencesThatUse,
  campaign: campaignsThatUse,
  journey: journeysThatUse,
};

export type SegmentUse = { kind: string; id: string; name: string };

/** What uses a segment now: it is not archived meanwhile. At most 100 of each kind. */
export async function usesOfSegment(ctx: Pick<Ctx, "db" | "workspaceId">, id: string): Promise<SegmentUse[]> {
  const found: SegmentUse[] = [];
  for (const [kind, active] of Object.entries(segmentUses)) {
    for (const row of await active(ctx.db, ctx.workspaceId, id)) {
      found.push({ kind, id: row.id, name: row.name });
    }
  }
  return found;
}
