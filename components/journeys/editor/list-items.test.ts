import { expect, it } from "vitest";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { move, renameNode } from "@/lib/journeys/edits/nodes.ts";
import { draw, type Line } from "@/lib/journeys/templates/draw.ts";
import { listItems } from "./list-items.ts";

const none = { problems: [], selected: new Set<string>() };

/** An entry, and actions one behind the other. */
function long(count: number): JourneyDraft {
  const ids = Array.from({ length: count }, (_, at) => `step${at}`);
  return draw(
    [{ id: "in", kind: "entry_action" }, ...ids.map((id) => ({ id, kind: "action" }))],
    ids.map((id, at): Line => [at === 0 ? "in" : `step${at - 1}`, "yes", id]),
  );
}

it("a change of one node lists that node anew, those that lead to it where it has another name, and no other", () => {
  const document = long(6);
  const before = listItems([], document, none).walked;
  const changed = (next: JourneyDraft, more = {}) =>
    listItems(before, next, { ...none, ...more }).walked.flatMap((item, at) =>
      item === before[at] ? [] : [item.node.id],
    );
  expect(changed(document)).toEqual([]);
  expect(changed(structuredClone(document))).toHaveLength(7);
  expect(changed(move(document, new Set(["step2"]), { x: 5, y: 0 }))).toEqual(["step2"]);
  expect(changed(renameNode(document, "step2", "Paid"))).toEqual(["step1", "step2"]);
  expect(changed(document, { selected: new Set(["step4"]) })).toEqual(["step4"]);
  const told = { node: "step3", edge: null, path: "settings.did", field: "did", message: "Choose an event" };
  expect(changed(document, { problems: [told] })).toEqual(["step3"]);
});

it("a node is listed where it is walked, with where each exit leads and what is waited on the way", () => {
  const document = draw(
    [
      { id: "in", kind: "entry_action" },
      { id: "ask", kind: "action", name: "Asked" },
      { id: "end", kind: "force_exit" },
      { id: "loose", kind: "delay" },
    ],
    [
      ["in", "yes", "ask", { count: 2, unit: "hours", at: null }],
      ["ask", "yes", "end"],
      ["ask", "no", "end"],
    ],
  );
  const { walked, loose } = listItems([], document, none);
  expect(walked.map(({ node, place }) => [place, node.id])).toEqual([
    ...[
      [1, "in"],
      [2, "ask"],
      [3, "end"],
    ],
  ]);
  expect(loose.map(({ node, place }) => [place, node.id])).toEqual([[4, "loose"]]);
  expect(walked[0]?.exits).toMatchObject([
    { id: "yes", to: { id: "ask", place: 2, title: "Asked" }, wait: expect.stringContaining("2 hours") },
  ]);
  expect(walked[1]?.exits.map(({ id, to }) => [id, to?.id ?? null])).toEqual([
    ["yes", "end"],
    ["no", "end"],
  ]);
  expect(loose[0]?.exits.map(({ id, to }) => [id, to])).toEqual([["done", null]]);
});

it("of an exit that leads nowhere it says whether people leave by it, wait there for the goal, or do not take it", () => {
  const timeout = { count: 2, unit: "hours" };
  const nodes = [
    { id: "in", kind: "entry_action" },
    { id: "buys", kind: "action", settings: { timeout } },
    { id: "gold", kind: "past_behaviour", settings: { timeout } },
    { id: "mail", kind: "send_email" },
  ];
  const said = (settings: JourneyDraft["settings"]) =>
    listItems([], draw(nodes, [], settings), none).loose.map(({ node, exits }) => [
      node.id,
      ...exits.map(({ id, nowhere }) => `${id} ${nowhere}`),
    ]);
  expect(said({})).toEqual([
    ["buys", "yes ends", "no unused", "timeout unused"],
    ["gold", "yes ends", "no ends", "timeout unused"],
    ["mail", "sent ends", "failed ends", "viewed unused", "clicked unused", "unreachable ends"],
  ]);
  const goals = [{ id: "g", name: "Buys", events: [{ type: "track", name: "Paid" }] }];
  expect(said({ goals })[1]).toEqual(["gold", "yes goal", "no goal", "timeout unused"]);
});
