import { z } from "zod";
import { wait } from "../../clocks.ts";
import { nodeKind } from "../node-kind.ts";
import { peopleAsked, peopleMentions, peopleWords } from "../people-asked.ts";
import { timeoutWords } from "../phrases.ts";
import { segmentExits } from "../segment-exits.ts";

export const pastBehaviourKind = nodeKind({
  id: "past_behaviour",
  title: "Past behavior",
  group: "segment",
  description: "Looks whether the person is in a segment.",
  settings: z.object({ people: peopleAsked, timeout: wait.nullable().default(null) }),
  blank: { people: { kind: "saved", segmentId: "" }, timeout: null },
  exits: segmentExits,
  words: ({ people, timeout }, named) =>
    `When the person is one of those of ${peopleWords(people, named)}${timeoutWords(timeout)}`,
  mentions: ({ people }) => peopleMentions(people),
  // Yes may be taken at once, a timeout not.
  waits: (_draft, exit) => exit === "timeout",
});
