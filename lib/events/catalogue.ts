import { learnNames, learnProperties } from "./catalogue-store.ts";
import { defineConsumer } from "./log.ts";
import { systemEvents } from "./system-events.ts";

const systemNames = systemEvents.map((event) => event.name);

/** Learns the event catalogue from traffic: names and their properties, with counts that are exact. */
export const catalogue = defineConsumer({
  name: "catalogue",
  maxEvents: 20_000,
  handle: async (ctx, window, db) => {
    await learnNames(db, ctx.workspaceId, window, systemNames);
    await learnProperties(db, ctx.workspaceId, window);
  },
});
