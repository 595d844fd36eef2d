import { z } from "zod";
import { definition } from "../../../segments/definition.ts";
import { wait } from "../../clocks.ts";
import { eventsAsked } from "../../matching/events.ts";
import { nodeKind } from "../node-kind.ts";
import { askedWords, someWords, timeoutWords } from "../phrases.ts";
import { waitingExits } from "../segment-exits.ts";

export const actionSettings = z.object({
  did: eventsAsked,
  filter: definition.nullable().default(null).describe("Only those of them, looked at when it happens"),
  timeout: wait.nullable().default(null),
});

export const actionKind = nodeKind({
  id: "action",
  title: "Action",
  group: "segment",
  description: "Waits until the person does something.",
  settings: actionSettings,
  blank: { did: { events: [], where: [] }, filter: null, timeout: null },
  exits: waitingExits,
  words: ({ did, filter, timeout }) =>
    `As soon as the person does ${askedWords(did)}${someWords(filter)}${timeoutWords(timeout)}`,
  brings: (exit) => exit !== "timeout",
  waits: () => true,
});
