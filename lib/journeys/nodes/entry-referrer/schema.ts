import { z } from "zod";
import { entryExits } from "../entry-exits.ts";
import { nodeKind } from "../node-kind.ts";
import { referrerAsked, referrerWords, visitsFrom } from "../pages.ts";

export const entryReferrerKind = nodeKind({
  id: "entry_referrer",
  title: "Referrer entry",
  group: "entry",
  description: "Begins with a visit of your site that comes from another page.",
  settings: z.object({ from: referrerAsked }),
  blank: { from: { referrer: { op: "contains", value: "" }, where: [] } },
  exits: entryExits,
  words: ({ from }) => `Begins as soon as somebody comes from ${referrerWords(from)}`,
  beginsBy: ({ from }) => visitsFrom(from).events,
  brings: () => true,
  waits: () => true,
  hearsVisits: true,
});
