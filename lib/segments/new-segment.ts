import { actorName } from "../access/actor.ts";
import type { Ctx } from "../context.ts";
import { newId } from "../kernel/ids.ts";
import type { SegmentRecord } from "./segment-store.ts";

type Given = Pick<SegmentRecord, "name" | "description" | "labels" | "kind" | "definition">;

/** The row of a segment that the caller makes now. A list is empty, and not worked out by itself. */
export function newSegment(ctx: Ctx, given: Given): SegmentRecord {
  const now = ctx.clock.now();
  const isList = given.kind === "list";
  return {
    ...given,
    state: isList ? "ready" : "counting",
    problem: null,
    people: 0,
    countedAt: null,
    refreshAt: isList ? null : now,
    drift: null,
    driftAt: null,
    id: newId(now.getTime()),
    createdBy: actorName(ctx.actor),
    createdAt: now,
    changedAt: now,
    archivedAt: null,
  };
}
