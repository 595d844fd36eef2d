import { learnContexts } from "./contexts-store.ts";
import { defineConsumer } from "./log.ts";

/** Learns from the context of events with what device, system and app people come, where they are and what they speak. */
export const contexts = defineConsumer({
  name: "contexts",
  maxEvents: 20_000,
  handle: (ctx, window, db) => learnContexts(db, ctx.workspaceId, window),
});
