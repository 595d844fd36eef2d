/** Interactive parts of stories. `one`: a user has one answer to it, and another one takes its place. */
export const storyKinds = {
  emoji: { label: "Emoji reaction", one: false },
  poll: { label: "Poll", one: true },
  quiz: { label: "Quiz", one: true },
  image_quiz: { label: "Image quiz", one: true },
  rating: { label: "Rating", one: true },
  countdown: { label: "Countdown", one: false },
} as const satisfies Record<string, { label: string; one: boolean }>;

export type StoryKind = keyof typeof storyKinds;
export const storyKindIds = Object.keys(storyKinds) as [StoryKind, ...StoryKind[]];

export const isStoryKind = (kind: string): kind is StoryKind => Object.hasOwn(storyKinds, kind);
/** Kinds of which a user has one answer. */
export const oneAnswerKinds = storyKindIds.filter((kind) => storyKinds[kind].one);
