/*
 * What other features follow a segment by: its members as they are, then who changed, in complete windows of transactions
 * (lib/decisions/001). Whoever goes on from the end of a window misses nobody and may see somebody twice.
 */
export { changedBetween, changesEnd, type Followed, membersAfter } from "./following-store.ts";
