/**
 * What `journey_counts` holds, by journey, version, node and hour. Of the whole journey (`node` empty): entered · moved_in
 * (from an earlier version) · left, with how (endKinds) · goal, with which · refused, with why (refusalReasons). Of a node: entered (came to it) · moved_in
 * (from an earlier version), with `OTHER_NODE` where they were at another one in it · moved, with the exit · out, with how they left the journey or the
 * version from there · sent, failed, unreachable, with the code.
 * At a node are those who entered or moved in, less those who moved and those who are out.
 */
export const countedThings = [
  "entered",
  "moved_in",
  "moved",
  "out",
  "left",
  "goal",
  "refused",
  "sent",
  "failed",
  "unreachable",
] as const;
export type CountedThing = (typeof countedThings)[number];

/** The `node` of what is counted of a journey as a whole. */
export const WHOLE = "";
/** The exit of `out` for those who moved to a node of another version. */
export const OTHER_VERSION = "other_version";
/** The exit of `moved_in` for those who were at another node before. */
export const OTHER_NODE = "other_node";
