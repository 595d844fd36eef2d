import { expect, it } from "vitest";
import { blankJourney } from "@/lib/journeys/blank.ts";
import type { Json } from "@/lib/kernel/json.ts";
import { settingsDraft } from "./settings-draft.ts";

it.each<[Json, string[] | undefined]>([
  [["total"], ["total"]],
  [
    ["order", ""],
    ["order", ""],
  ],
  [null, undefined],
  ["total", undefined],
  [[], undefined],
  [[7], undefined],
  [{}, undefined],
])("the revenue %j of a goal is edited as %j", (revenue, edited) => {
  const goals = [{ id: "g", name: "Bought", events: [], where: [], revenue }];
  const read = settingsDraft.parse({ ...blankJourney().settings, goals });
  expect(read.goals).toMatchObject([{ id: "g" }]);
  expect(read.goals[0]?.revenue).toEqual(edited);
});
