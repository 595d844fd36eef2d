import { z } from "zod";
import { plainText } from "../../access/fields.ts";
import { instant } from "../../api/paging.ts";
import { storyKindIds } from "./kinds.ts";

export const storyLimits = {
  bodyBytes: 1024 * 1024,
  events: 500,
  /** of ids of groups, stories, components and messages */
  idChars: 200,
  answerChars: 200,
  /** how far a sender's clock may be ahead of ours */
  aheadMs: 300_000,
} as const;

const plain = (what: string, max: number) => plainText(max).min(1, `Enter ${what}`);

export const storyDefinition = z.object({
  componentId: plain("the id of the component", storyLimits.idChars),
  kind: z.enum(storyKindIds).optional(),
  answers: z
    .array(plain("an answer", storyLimits.answerChars))
    .max(50, "At most 50 answers")
    .default([])
    .describe("Who gave one of these is in; none given: whoever answered anything"),
});
export type StoryDefinition = z.output<typeof storyDefinition>;

export const listStoryComponents = z.object({
  search: z
    .string()
    .trim()
    .max(storyLimits.idChars)
    .default("")
    .describe("Beginning of a component's id, in either case"),
});
export type ListStoryComponents = z.output<typeof listStoryComponents>;

export const storyComponent = z.object({
  componentId: z.string(),
  kind: z.string(),
  storyGroupId: z.string(),
  storyId: z.string(),
  lastAt: instant,
  answers: z
    .array(z.object({ answer: z.string(), count: z.number() }))
    .describe("Most given first, up to 20"),
});
export type StoryComponent = z.output<typeof storyComponent>;
