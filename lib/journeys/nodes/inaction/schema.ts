import { z } from "zod";
import { wait } from "../../clocks.ts";
import { blankInaction, inactionShape, inactionWords } from "../inactions.ts";
import { nodeKind } from "../node-kind.ts";
import { timeoutWords } from "../phrases.ts";
import { segmentExits } from "../segment-exits.ts";

export const inactionKind = nodeKind({
  id: "inaction",
  title: "Inaction",
  group: "segment",
  description: "Finds those who do one thing and then, in a time, not another.",
  settings: z.object({ ...inactionShape, timeout: wait.nullable().default(null) }),
  blank: { ...blankInaction, timeout: null },
  exits: segmentExits,
  words: (draft) => `When the person ${inactionWords(draft)}${timeoutWords(draft.timeout)}`,
  brings: (exit) => exit !== "timeout",
  waits: () => true,
});
