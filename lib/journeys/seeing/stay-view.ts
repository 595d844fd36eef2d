import { PROFILE } from "../engine/version.ts";
import { type Documents, goalName, nodeName } from "./documents.ts";
import type { StayRecord } from "./path-store.ts";
import type { JourneyCheck } from "./schema.ts";
import { endKindOf } from "./words.ts";

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

/** A stay as it is shown. */
export function stayViewOf(stay: StayRecord, documents: Documents): JourneyCheck["stays"][number] {
  const { round, version, node, enteredAt, dueAt, endedAt, endKind, goal, waits, stuck } = stay;
  return {
    ...{ round, version, node, nodeName: nodeName(documents, node, version) },
    ...{ enteredAt: iso(enteredAt), until: endedAt === null ? iso(dueAt) : null, endedAt: iso(endedAt) },
    // "track AddToCart": what a reader knows is the name.
    waitsFor:
      endedAt === null ? waits.flatMap((each) => (each === PROFILE ? [] : [each.replace(/^\w+ /, "")])) : [],
    stuck: endedAt === null ? stuck : null,
    ...{ endKind: endKindOf(endKind), goal: goal === null ? null : goalName(documents, goal) },
  };
}
