/** What a journey is doing (contracts §10.3). */
export const journeyStatuses = ["DRAFT", "SCHEDULED", "RUNNING", "PAUSED", "COMPLETED", "STOPPED"] as const;
export type JourneyStatus = (typeof journeyStatuses)[number];

/** Those in which people may be in it. */
export const activeStatuses: readonly JourneyStatus[] = ["SCHEDULED", "RUNNING", "PAUSED"];

/**
 * How somebody left. ended: the way was over · force_exit: at a node of that name · goal · timeout: the longest stay was
 * over · stopped: the journey was · removed: their node is not in the version that they moved to · merged: the profile became
 * one with another that is in the journey, too.
 */
export const endKinds = ["ended", "force_exit", "goal", "timeout", "stopped", "removed", "merged"] as const;
export type EndKind = (typeof endKinds)[number];

/**
 * Why somebody whom the entry named did not enter. old_event: it happened too long ago · not_meant: they are not those whom
 * the entry means · control_group: they are held back · reentry: they were in it before · cap, cap_day: so many have entered.
 */
export const refusalReasons = [
  "old_event",
  "not_meant",
  "control_group",
  "reentry",
  "cap",
  "cap_day",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What can become of a message of a journey. */
export const messageStatuses = ["sent", "failed", "unreachable"] as const;
export type MessageStatus = (typeof messageStatuses)[number];
