import { z } from "zod";
import { wait } from "../../clocks.ts";
import { eventsAsked } from "../../matching/events.ts";
import { nodeLimits } from "../branch-limits.ts";
import { branch, branchExits, checkBranches } from "../branches.ts";
import { nodeKind } from "../node-kind.ts";
import { objectsIn } from "../phrases.ts";

const percent = z.number("Give a number").min(0, "At least 0 %").max(100, "At most 100 %");

const goal = z.object({ ...eventsAsked.shape, within: wait });

export const abSplitKind = nodeKind({
  id: "ab_split",
  title: "A/B split",
  group: "control",
  description: "Parts people by chance, in shares that you set or that follow what works best.",
  settings: z
    .object({
      mode: z.enum(["manual", "automatic"]),
      paths: z
        .array(z.object({ ...branch.shape, percent }))
        .min(2, "Give two paths or more")
        .max(nodeLimits.abPaths, `At most ${nodeLimits.abPaths} paths`),
      goal: goal.nullable().default(null).describe("automatic: what shows that a path works"),
      also: z
        .array(goal)
        .max(nodeLimits.abGoals - 1, `At most ${nodeLimits.abGoals} goals`)
        .default([])
        .describe("automatic: further goals, any of which shows it, too"),
    })
    .superRefine(({ mode, paths, goal }, context) => {
      checkBranches(paths, context, "paths");
      const sum = paths.reduce((total, each) => total + each.percent, 0);
      if (mode === "manual" && Math.abs(sum - 100) > 0.001) {
        const message = `The shares add up to ${Math.round(sum * 100) / 100} %, not 100 %`;
        context.addIssue({ code: "custom", path: ["paths"], message });
      }
      if (mode === "automatic" && goal === null) {
        context.addIssue({ code: "custom", path: ["goal"], message: "Say what shows that a path works" });
      }
    }),
  blank: {
    mode: "manual",
    paths: [
      { id: "a", name: "A", percent: 50 },
      { id: "b", name: "B", percent: 50 },
    ],
    goal: null,
  },
  exits: ({ paths }) => branchExits(paths, "Path"),
  words: ({ mode, paths }) => {
    const shares = objectsIn(paths).map((each) => (typeof each.percent === "number" ? each.percent : "…"));
    return mode === "automatic"
      ? `Parts people into ${shares.length} paths, more into what works`
      : `Parts people by chance: ${shares.join(" / ")}\u00a0%`;
  },
});
