import type { z } from "zod";
import type { remoteChoice } from "@/lib/audiences/remote/schema.ts";
import type { segmentChoice } from "@/lib/audiences/segments/schema.ts";
import type { storyDefinition } from "@/lib/audiences/stories/schema.ts";
import type { peopleFilter } from "@/lib/people/filter.ts";

export type StoryChoice = z.input<typeof storyDefinition>;
export type RemoteFieldsChoice = Required<z.input<typeof remoteChoice>>;
export type PeopleChoice = z.input<typeof peopleFilter>;

export type SegmentChoice = Required<z.input<typeof segmentChoice>>;

/** What a new audience is defined by beside its origin. */
export type OriginChoice = {
  story: StoryChoice;
  people: PeopleChoice;
  remote: RemoteFieldsChoice;
  segment: SegmentChoice;
};
export const blankChoice: OriginChoice = {
  story: { componentId: "", answers: [] },
  people: { identifier: "user_id" },
  remote: { connectionId: "", audienceId: "", column: "" },
  segment: { segmentId: "", identifier: "user_id" },
};

export type OriginFieldsProps = {
  value: OriginChoice;
  onChange: (value: OriginChoice) => void;
  /** the audience's name, where nobody has typed one */
  suggestName: (name: string) => void;
};
