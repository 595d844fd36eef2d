import { describe, expect, it } from "vitest";
import type { Simulation } from "@/lib/journeys/simulate/schema.ts";
import { draw, track } from "@/lib/journeys/templates/draw.ts";
import type { Json } from "@/lib/kernel/json.ts";
import { assumedRows } from "./assumed-rows.ts";

const drawn = draw(
  [
    { id: "in", kind: "entry_action", name: "Comes", settings: { did: track("In") } },
    { id: "past", kind: "past_behaviour", name: "Gold?" },
    { id: "never", kind: "past_behaviour", name: "Never reached" },
  ],
  [["in", "yes", "past"]],
);
const people = { kind: "saved", segmentId: "01a21bfc-fe9d-71a5-859e-616fd15161e0" };
const goals: Json[] = [
  { id: "gold", name: "Became gold", events: [], where: [], people },
  { id: "bought", name: "Bought", events: [{ type: "track", name: "Bought" }], where: [] },
  { id: "nameless", name: " ", events: [], where: [], people },
];
const document = { ...drawn, settings: { ...drawn.settings, goals } };
const simulation = {
  path: [{ at: "2026-03-01T01:00:00.000Z", node: "past", did: "asks", exit: "yes", because: "is one" }],
  questions: [{ node: "past", answer: true, by: "assumed" }],
} as unknown as Simulation;
const nothing = { answers: {}, ends: {}, paths: {} };

describe("what can be assumed", () => {
  it("is asked of the steps that somebody came to, and of every goal by past behaviour", () => {
    expect(
      assumedRows(document, simulation, nothing).map(({ id, title, value }) => [id, title, value]),
    ).toEqual([
      ["past", "Gold?", ""],
      ["gold", "Became gold", ""],
      ["nameless", "Goal 3", ""],
    ]);
  });

  it("holds for a goal until it is taken back", () => {
    const [, goal] = assumedRows(document, simulation, nothing);
    const reached = goal?.set("true");
    expect(reached).toEqual({ ...nothing, answers: { gold: true } });
    const [, again] = assumedRows(document, simulation, reached ?? nothing);
    expect([again?.value, again?.set("")]).toEqual(["true", nothing]);
  });
});
