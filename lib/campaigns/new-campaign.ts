import { actorId, actorName } from "../access/actor.ts";
import { editedNow } from "../access/edited.ts";
import type { Ctx } from "../context.ts";
import { newId } from "../kernel/ids.ts";
import type { CampaignRecord } from "./campaign-store.ts";
import type { CampaignDraft } from "./document.ts";

/** The row of a draft that the caller makes now. */
export function newCampaign(
  ctx: Ctx,
  given: { name: string; labels: string[]; channel: string; draft: CampaignDraft },
): CampaignRecord {
  const now = ctx.clock.now();
  return {
    id: newId(now.getTime()),
    number: null,
    ...given,
    qualification: given.draft.qualification,
    version: 1,
    secrets: {},
    status: "DRAFT",
    reason: null,
    waiting: null,
    publishedVersion: null,
    publishedBy: null,
    publishedAt: null,
    requestedBy: null,
    requestedById: null,
    plannedAt: null,
    nextRunAt: null,
    endsAt: null,
    goalMs: null,
    runs: 0,
    lastRunAt: null,
    createdBy: actorName(ctx.actor),
    createdById: actorId(ctx.actor),
    createdAt: now,
    changedAt: now,
    ...editedNow(ctx),
    stoppedBy: null,
    endedAt: null,
    archivedAt: null,
  };
}
