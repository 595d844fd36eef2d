import { expect, it } from "vitest";
import { ofNode } from "@/lib/journeys/problems/problem.ts";
import { draw } from "@/lib/journeys/templates/draw.ts";
import { allProblems, localProblems } from "./journey-problems.ts";

const typed = {
  ...{ name: "Cart", description: "", labels: [] },
  document: draw(
    [
      { id: "in", kind: "entry_action" },
      { id: "out", kind: "force_exit" },
    ],
    [["in", "yes", "out"]],
  ),
};
const gone = ofNode("in", "filter", "This segment is gone");

it("what the server found stands while the browser does not know yet which partners have an account", () => {
  const unknown = { typed, problems: localProblems(typed, null) };
  expect(allProblems(unknown, unknown, [gone])).toEqual([gone]);
  const known = { typed, problems: localProblems(typed, new Set()) };
  const told = allProblems(known, known, [gone]);
  expect(told).toContainEqual(gone);
  expect(told.length).toBeGreaterThan(1);
});
