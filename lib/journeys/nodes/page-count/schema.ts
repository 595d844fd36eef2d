import { z } from "zod";
import { wait } from "../../clocks.ts";
import { nodeKind } from "../node-kind.ts";
import { blankPageCount, pageCountShape, pageCountWords } from "../page-counts.ts";
import { timeoutWords } from "../phrases.ts";
import { waitingExits } from "../segment-exits.ts";

export const pageCountKind = nodeKind({
  id: "page_count",
  title: "Page count",
  group: "segment",
  description: "Waits until the person has visited so many pages in a time.",
  settings: z.object({ ...pageCountShape, timeout: wait.nullable().default(null) }),
  blank: { ...blankPageCount, timeout: null },
  exits: waitingExits,
  words: (draft) => `As soon as the person ${pageCountWords(draft)}${timeoutWords(draft.timeout)}`,
  brings: (exit) => exit === "yes",
  waits: () => true,
  hearsVisits: true,
});
