import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { segmentsThatUse } from "./segment-store.ts";
import {
  audiencesThatUse,
  campaignDraftsThatName,
  campaignsThatUse,
  journeyDraftsThatName,
  journeysThatUse,
  type UseRow,
} from "./use-store.ts";

type Uses = Record<string, (db: Db, workspaceId: string, id: string) => Promise<UseRow[]>>;

/** Kinds of things that use segments: which of them use this one now. Whoever makes another kind enters it here. */
export const segmentUses: Uses = {
  segment: segmentsThatUse,
  audience: audiencesThatUse,
  campaign: campaignsThatUse,
  journey: journeysThatUse,
};

/** The same of drafts, which would lack it once they are to be published. */
const draftUses: Uses = { campaign: campaignDraftsThatName, journey: journeyDraftsThatName };

/** waits: a draft that is to be approved as it is. */
export type SegmentUse = { kind: string; id: string; name: string; waits?: boolean };

/** What uses a segment now: it is not archived meanwhile. At most 100 of each kind. */
export async function usesOfSegment(ctx: Pick<Ctx, "db" | "workspaceId">, id: string): Promise<SegmentUse[]> {
  return usesOf(segmentUses, ctx, id);
}

/** Drafts that name a segment, other than what uses it already. At most 100 of each kind. */
export async function draftsThatName(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  id: string,
  users: SegmentUse[],
): Promise<SegmentUse[]> {
  const drafts = await usesOf(draftUses, ctx, id);
  return drafts.filter((draft) => !users.some((user) => user.id === draft.id));
}

async function usesOf(uses: Uses, ctx: Pick<Ctx, "db" | "workspaceId">, id: string): Promise<SegmentUse[]> {
  const found: SegmentUse[] = [];
  for (const [kind, active] of Object.entries(uses)) {
    for (const row of await active(ctx.db, ctx.workspaceId, id)) {
      found.push({ kind, id: row.id, name: row.name, ...(row.waits && { waits: true }) });
    }
  }
  return found;
}
