import type { z } from "zod";
import type { storyDefinition } from "@/lib/audiences/stories/schema.ts";
import type { peopleFilter } from "@/lib/people/filter.ts";

export type StoryChoice = z.input<typeof storyDefinition>;
export type PeopleChoice = z.input<typeof peopleFilter>;

/** What a new audience is defined by beside its origin. */
export type OriginChoice = { story: StoryChoice; people: PeopleChoice };
export const blankChoice: OriginChoice = {
  story: { componentId: "", answers: [] },
  people: { identifier: "user_id" },
};

export type OriginFieldsProps = { value: OriginChoice; onChange: (value: OriginChoice) => void };
