import { learnBrowsers, userAgents } from "./contexts-store.ts";
import { defineConsumer } from "./log.ts";
import { type Browser, readBrowser } from "./read-browser.ts";

/** A site's visitors have some hundred user agents; reading one takes as long as a hundred look-ups. */
const REMEMBERED = 5_000;
const read = new Map<string, Browser | null>();

function remembered(key: string, make: () => Browser | null): Browser | null {
  const known = read.get(key);
  if (known !== undefined) {
    return known;
  }
  if (read.size >= REMEMBERED) {
    read.clear();
  }
  const made = make();
  read.set(key, made);
  return made;
}

/** Learns from events with which browser people come. A consumer of its own, so that it knows what came before it was there. */
export const browsers = defineConsumer({
  name: "browsers",
  maxEvents: 20_000,
  handle: async (ctx, window, db) => {
    const seen = await userAgents(db, ctx.workspaceId, window);
    const known = seen.flatMap(({ key, agent, brands }) => {
      const browser = remembered(key, () => readBrowser(agent, brands));
      return browser ? [{ key, browser }] : [];
    });
    if (known.length > 0) {
      await learnBrowsers(db, ctx.workspaceId, window, known);
    }
  },
});
