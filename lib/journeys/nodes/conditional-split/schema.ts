import { z } from "zod";
import { propertyPath } from "../../../segments/definition.ts";
import { valueTest } from "../../../segments/value-test.ts";
import { nodeLimits } from "../branch-limits.ts";
import { branch, branchExits, checkBranches } from "../branches.ts";
import { nodeKind } from "../node-kind.ts";
import { objectsIn } from "../phrases.ts";

const condition = z.object({ of: z.enum(["person", "event"]), path: propertyPath, test: valueTest });

const path = z.object({
  ...branch.shape,
  match: z.enum(["all", "any"]).default("all"),
  conditions: z.array(condition).min(1, "Add a condition").max(10, "At most 10 conditions"),
});

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
    const names = branchExits(paths, "Path").map(({ label }) => label);
    return `Parts people: ${[...names, "Others"].join(", ")}`;
  },
  readsEvent: ({ paths }) =>
    objectsIn(paths).some(({ conditions }) => objectsIn(conditions).some(({ of }) => of === "event")),
});
