import type { Definition, DidCondition, PropertyPath } from "./definition.ts";

/** Events that one value of a property makes true at once. */
export type Constant = { dids: DidCondition[]; path: PropertyPath };

/** More than any message lists. */
export const MOST_CONSTANT_VALUES = 50;

/** The property that a definition holds constant, of the first group that holds one. */
export function constantOf({ groups }: Definition): Constant | null {
  const group = groups.find(({ constant }) => constant);
  return group?.constant
    ? {
        dids: group.conditions.filter((each): each is DidCondition => each.kind === "did"),
        path: group.constant.path,
      }
    : null;
}
