import { z } from "zod";
import { entryExits } from "../entry-exits.ts";
import { nodeKind } from "../node-kind.ts";
import { pageAsked, pageRuleWords, visitsOf } from "../pages.ts";

export const entryPageVisitKind = nodeKind({
  id: "entry_page_visit",
  title: "Page visit",
  group: "entry",
  description: "Begins with the visit of a page of your site.",
  settings: z.object({ page: pageAsked }),
  blank: { page: { url: { op: "contains", value: "" }, where: [] } },
  exits: entryExits,
  words: ({ page }) => `Begins as soon as somebody visits ${pageRuleWords(page)}`,
  beginsBy: ({ page }) => visitsOf(page).events,
  brings: () => true,
  waits: () => true,
  hearsVisits: true,
});
