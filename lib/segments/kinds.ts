/** past: worked out again from time to time and exact when asked; live: kept in step with events; list: members were given. */
export const segmentKinds = ["past", "live", "list"] as const;
export type SegmentKind = (typeof segmentKinds)[number];

/** counting: who is in it is not yet worked out, or not since its definition changed; broken: it cannot be asked. */
export const segmentStates = ["counting", "ready", "broken"] as const;
export type SegmentState = (typeof segmentStates)[number];
