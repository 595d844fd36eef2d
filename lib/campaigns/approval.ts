import { lastDone } from "../access/object-history.ts";
import type { Ctx } from "../context.ts";
import type { Json } from "../kernel/json.ts";
import { segmentsChangedSince } from "../segments/changed-since.ts";
import type { CampaignRecord } from "./campaign-store.ts";
import type { CampaignView } from "./schema.ts";

/** The saved segments that a draft names, wherever it does. */
export function segmentsIn(draft: Json): string[] {
  if (draft === null || typeof draft !== "object") {
    return [];
  }
  const inner = Object.entries(draft).flatMap(([key, value]) =>
    key === "segmentId" && typeof value === "string" ? [value] : segmentsIn(value as Json),
  );
  return [...new Set(inner)];
}

/** Who refused a campaign; and, while it waits for approval, which of its segments mean others than when that was asked for. */
export async function approvalOf(
  ctx: Ctx,
  { id, status, draft }: Pick<CampaignRecord, "id" | "status" | "draft">,
): Promise<Pick<CampaignView, "rejectedBy" | "changedSegments">> {
  const object = { kind: "campaign", id };
  if (status === "REJECTED") {
    const rejected = await lastDone(ctx, object, "campaign.rejected");
    return { rejectedBy: rejected?.by ?? null, changedSegments: [] };
  }
  const asked = status === "APPROVAL_PENDING" ? await lastDone(ctx, object, "campaign.approvalAsked") : null;
  const changed = asked ? await segmentsChangedSince(ctx, segmentsIn(draft as Json), asked.at) : [];
  return {
    rejectedBy: null,
    changedSegments: changed.map((each) => ({ ...each, at: each.at.toISOString() })),
  };
}
