import type { Definition } from "./definition.ts";

/** Whom a saved segment means, as it is when it is asked. */
export function definitionOfSegment(segmentId: string): Definition {
  return {
    match: "all",
    groups: [{ match: "all", conditions: [{ kind: "segment", not: false, segmentId }] }],
  };
}
