import { z } from "zod";
import { wait } from "../../clocks.ts";
import { nodeKind } from "../node-kind.ts";
import { pageAsked, pageRuleWords } from "../pages.ts";
import { timeoutWords } from "../phrases.ts";
import { waitingExits } from "../segment-exits.ts";

export const pageVisitSettings = z.object({ page: pageAsked, timeout: wait.nullable().default(null) });

export const pageVisitKind = nodeKind({
  id: "page_visit",
  title: "Page visit",
  group: "segment",
  description: "Waits until the person visits a page of your site.",
  settings: pageVisitSettings,
  blank: { page: { url: { op: "contains", value: "" }, where: [] }, timeout: null },
  exits: waitingExits,
  words: ({ page, timeout }) => `As soon as the person visits ${pageRuleWords(page)}${timeoutWords(timeout)}`,
  brings: (exit) => exit !== "timeout",
  waits: () => true,
  hearsVisits: true,
});
