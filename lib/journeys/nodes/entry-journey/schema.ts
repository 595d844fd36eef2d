import { z } from "zod";
import { entryExits } from "../entry-exits.ts";
import { mentionOf, mentionWords } from "../mentions.ts";
import { nodeKind } from "../node-kind.ts";

export const journeyMoments = ["entered", "left", "goal"] as const;
const momentWords: Record<string, string> = {
  entered: "enters",
  left: "leaves",
  goal: "reaches a goal of",
};

/** How a journey tells others of itself: an event of this name, whose property `journeyId` says which it is. */
export const JOURNEY_EVENT = "Junction Journey";

export const entryJourneyKind = nodeKind({
  id: "entry_journey",
  title: "Journey trigger",
  group: "entry",
  description: "Begins when people enter or leave another journey.",
  settings: z.object({
    journeyId: z.uuid("Choose a journey"),
    when: z.enum(journeyMoments, "Choose when"),
  }),
  blank: { journeyId: "", when: "left" },
  exits: entryExits,
  words: ({ journeyId, when }, named) => {
    const told = { unknown: "another journey", gone: "a journey that is gone" };
    const which = mentionWords(mentionOf("journey", journeyId), named, told);
    return `Begins when somebody ${momentWords[String(when)] ?? "…"} ${which}`;
  },
  mentions: ({ journeyId }) => mentionOf("journey", journeyId),
  beginsBy: () => [{ type: "track", name: JOURNEY_EVENT }],
  waits: () => true,
});
