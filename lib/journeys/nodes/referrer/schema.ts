import { z } from "zod";
import { wait } from "../../clocks.ts";
import { nodeKind } from "../node-kind.ts";
import { referrerAsked, referrerWords } from "../pages.ts";
import { timeoutWords } from "../phrases.ts";
import { waitingExits } from "../segment-exits.ts";

export const referrerKind = nodeKind({
  id: "referrer",
  title: "Referrer entry",
  group: "segment",
  description: "Waits until the person comes to your site from another page.",
  settings: z.object({ from: referrerAsked, timeout: wait.nullable().default(null) }),
  blank: { from: { referrer: { op: "contains", value: "" }, where: [] }, timeout: null },
  exits: waitingExits,
  words: ({ from, timeout }) =>
    `As soon as the person comes from ${referrerWords(from)}${timeoutWords(timeout)}`,
  brings: (exit) => exit !== "timeout",
  waits: () => true,
  hearsVisits: true,
});
