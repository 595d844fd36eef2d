import { z } from "zod";
import { definition } from "../../../segments/definition.ts";
import { eventsAsked } from "../../matching/events.ts";
import { entryExits } from "../entry-exits.ts";
import { nodeKind } from "../node-kind.ts";
import { askedWords, someWords } from "../phrases.ts";

export const entryActionSettings = z.object({
  did: eventsAsked,
  filter: definition.nullable().default(null).describe("Only those of them, looked at when it happens"),
});

export const entryActionKind = nodeKind({
  id: "entry_action",
  title: "Action",
  group: "entry",
  description: "Begins with something that people do.",
  settings: entryActionSettings,
  blank: { did: { events: [], where: [] }, filter: null },
  exits: entryExits,
  words: ({ did, filter }) => `Begins as soon as somebody does ${askedWords(did)}${someWords(filter)}`,
  beginsBy: ({ did }) => did.events,
  brings: () => true,
  waits: () => true,
});
