import { z } from "zod";
import { entryExits } from "../entry-exits.ts";
import { nodeKind } from "../node-kind.ts";
import { blankPageCount, pageCountShape, pageCountWords } from "../page-counts.ts";
import { visitsOf } from "../pages.ts";

export const entryPageCountKind = nodeKind({
  id: "entry_page_count",
  title: "Page count",
  group: "entry",
  description: "Begins when people visit so many pages of your site in a time.",
  settings: z.object(pageCountShape),
  blank: blankPageCount,
  exits: entryExits,
  words: (draft) => `Begins as soon as somebody ${pageCountWords(draft)}`,
  beginsBy: ({ pages }) => visitsOf(pages).events,
  brings: () => true,
  waits: () => true,
  hearsVisits: true,
});
