import { actorName } from "../access/actor.ts";
import type { Ctx } from "../context.ts";
import { newId } from "../kernel/ids.ts";
import type { CreateSegment } from "./schema.ts";
import type { SegmentRecord } from "./segment-store.ts";

/** The row of a segment that the caller makes now. */
export function newSegment(ctx: Ctx, given: CreateSegment): SegmentRecord {
  const now = ctx.clock.now();
  return {
    ...given,
    state: "counting",
    problem: null,
    people: 0,
    countedAt: null,
    refreshAt: now,
    drift: null,
    driftAt: null,
    id: newId(now.getTime()),
    createdBy: actorName(ctx.actor),
    createdAt: now,
    changedAt: now,
    archivedAt: null,
  };
}
