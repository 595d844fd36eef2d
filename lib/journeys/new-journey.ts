import { actorId, actorName } from "../access/actor.ts";
import { editedNow } from "../access/edited.ts";
import type { Ctx } from "../context.ts";
import { newId } from "../kernel/ids.ts";
import type { Json } from "../kernel/json.ts";
import type { JourneyDraft } from "./document.ts";
import type { JourneyRecord } from "./journey-store.ts";

/** The row of a draft that the caller makes now. */
export function newJourney(
  ctx: Ctx,
  given: { name: string; description: string; labels: string[]; draft: JourneyDraft },
): JourneyRecord {
  const now = ctx.clock.now();
  return {
    id: newId(now.getTime()),
    number: null,
    ...given,
    draft: given.draft as unknown as Json,
    revision: 1,
    secrets: {},
    status: "DRAFT",
    reason: null,
    waiting: null,
    goesOn: false,
    version: null,
    publishedRevision: null,
    nextRunAt: null,
    runAt: null,
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
