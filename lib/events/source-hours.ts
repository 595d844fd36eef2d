import { defineConsumer } from "./log.ts";
import { countAccepted } from "./source-hours-store.ts";

/** How long a source's hours and its refused calls are kept. */
export const KEEP_CALLS_MS = 7 * 86_400_000;

/**
 * Counts accepted calls by source and hour. It reads the log, a second or two behind, so that ingestion writes no
 * counter: busy senders of one source would wait for each other at its row.
 */
export const sourceHours = defineConsumer({
  name: "source-hours",
  maxEvents: 50_000,
  handle: (ctx, window, db) =>
    countAccepted(db, ctx.workspaceId, window, new Date(ctx.clock.now().getTime() - KEEP_CALLS_MS)),
});
