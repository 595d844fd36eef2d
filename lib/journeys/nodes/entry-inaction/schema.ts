import { z } from "zod";
import { entryExits } from "../entry-exits.ts";
import { blankInaction, inactionShape, inactionWords } from "../inactions.ts";
import { nodeKind } from "../node-kind.ts";

export const entryInactionKind = nodeKind({
  id: "entry_inaction",
  title: "Inaction",
  group: "entry",
  description: "Begins when people do one thing and then, in a time, not another.",
  settings: z.object(inactionShape),
  blank: blankInaction,
  exits: entryExits,
  words: (draft) => `Begins when somebody ${inactionWords(draft)}`,
  beginsBy: ({ did }) => did.events,
  brings: () => true,
  waits: () => true,
});
