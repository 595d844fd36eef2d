/** With these words it is said of a journey why it stands still (`journeys.waiting`, `unreadable.ts`); as a pattern of SQL. */
export const STILL_LIKE = "Version % cannot be read any more%";

/** Whether that is why a journey waits, and not a partner that takes no messages. */
export const isStill = (waiting: string): boolean => /^Version \d+ cannot be read any more/.test(waiting);
