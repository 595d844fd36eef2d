import type { MemberOperation } from "../member-state.ts";
import { isStoryKind, storyKinds } from "./kinds.ts";
import type { StoryDefinition } from "./schema.ts";

/**
 * What an answer does to its user in an audience of the same component: puts them in, or takes them out where one answer
 * takes the place of another; null when it changes nothing.
 */
export function operationOf(
  audience: { id: string; definition: Pick<StoryDefinition, "answers"> },
  given: { identity: string; answer: string; kind: string; atMs: number },
): MemberOperation | null {
  const { identity, answer, kind, atMs } = given;
  const { answers } = audience.definition;
  const base = { audienceId: audience.id, identity, atMs };
  if (answers.length === 0 || answers.includes(answer)) {
    return { ...base, operation: "upsert", properties: { answer } };
  }
  const isOne = isStoryKind(kind) && storyKinds[kind].one;
  return isOne ? { ...base, operation: "delete", properties: {} } : null;
}
