import type { AudienceView } from "@/lib/audiences/schema.ts";
import { storyDefinition } from "@/lib/audiences/stories/schema.ts";
import { originMessages } from "@/lib/messages/audience-origins.ts";
import type { Fact } from "../../ui/facts.tsx";

const words = originMessages.story;

/** Which component and answers an audience is for. */
export function storyFacts({ definition }: AudienceView): Fact[] {
  const known = storyDefinition.safeParse(definition);
  if (!known.success) {
    return [];
  }
  const { componentId, answers } = known.data;
  const what = answers.length > 0 ? answers.map((answer) => `“${answer}”`).join(" or ") : words.any;
  return [{ label: words.fact, value: `${what} to ${componentId}` }];
}
