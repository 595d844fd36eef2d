import { z } from "zod";
import { isJsonObject, type Json } from "../../kernel/json.ts";
import { definition } from "../../segments/definition.ts";
import { type Mention, mentionOf, mentionWords, type Named } from "./mentions.ts";
import type { Question } from "./step.ts";

/** A definition of the node's own, or a saved segment. */
export const peopleAsked = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("new"), definition }),
  z.object({ kind: z.literal("saved"), segmentId: z.uuid("Choose a segment") }),
]);
type PeopleAsked = z.output<typeof peopleAsked>;

export function questionOf(people: PeopleAsked): Question {
  return people.kind === "new"
    ? { kind: "definition", definition: people.definition }
    : { kind: "segment", segmentId: people.segmentId };
}

/** The saved segment that a draft asks for. */
export const peopleMentions = (people: Json | undefined): Mention[] =>
  isJsonObject(people) && people.kind === "saved" ? mentionOf("segment", people.segmentId) : [];

export const peopleWords = (people: Json | undefined, named?: Named): string =>
  isJsonObject(people) && people.kind === "new"
    ? "its conditions"
    : mentionWords(peopleMentions(people), named, { unknown: "a segment", gone: "a segment that is gone" });
