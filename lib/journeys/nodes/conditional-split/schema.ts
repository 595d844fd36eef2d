import { z } from "zod";
import type { JsonObject } from "../../../kernel/json.ts";
import { propertyPath } from "../../../segments/definition.ts";
import { testWords } from "../../../segments/test-words.ts";
import { valueTest } from "../../../segments/value-test.ts";
import { nodeLimits } from "../branch-limits.ts";
import { branch, branchExits, checkBranches } from "../branches.ts";
import { nodeKind, partOf } from "../node-kind.ts";
import { objectsIn, pathWords } from "../phrases.ts";

const condition = z.object({ of: z.enum(["person", "event"]), path: propertyPath, test: valueTest });

const path = z.object({
  ...branch.shape,
  match: z.enum(["all", "any"]).default("all"),
  conditions: z.array(condition).min(1, "Add a condition").max(10, "At most 10 conditions"),
});

/** "plan is gold or the event’s price > 50". */
function conditionsWords({ match, conditions }: JsonObject): string {
  const parts = objectsIn(conditions).map(({ of, path, test }) => {
    const read = partOf(valueTest, test);
    return `${of === "event" ? "the event’s " : ""}${pathWords(path)} ${read ? testWords(read) : "…"}`;
  });
  return parts.join(match === "any" ? " or " : " and ");
}

export const conditionalSplitKind = nodeKind({
  id: "conditional_split",
  title: "Conditional split",
  group: "control",
  description:
    "Parts people by their properties, or those of the last event. The first path that fits is theirs.",
  settings: z
    .object({
      paths: z
        .array(path)
        .min(1, "Add a path")
        .max(nodeLimits.splitPaths, `At most ${nodeLimits.splitPaths} paths`),
    })
    .superRefine(({ paths }, context) => checkBranches(paths, context, "paths")),
  blank: { paths: [{ id: "a", name: "", match: "all", conditions: [] }] },
  exits: ({ paths }) => [...branchExits(paths, "Path"), { id: "others", label: "Others", needed: true }],
  words: ({ paths }) => {
    const rules = new Map(objectsIn(paths).map((each) => [each.id, conditionsWords(each)]));
    const names = branchExits(paths, "Path").map(({ id, label }) => {
      const rule = rules.get(id);
      return rule ? `${label} (${rule})` : label;
    });
    return `Parts people: ${[...names, "Others"].join(", ")}`;
  },
  readsEvent: ({ paths }) =>
    objectsIn(paths).some(({ conditions }) => objectsIn(conditions).some(({ of }) => of === "event")),
});
