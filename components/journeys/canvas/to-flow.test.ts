import { expect, it } from "vitest";
import { blankJourney } from "@/lib/journeys/blank.ts";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { move, renameNode } from "@/lib/journeys/edits/nodes.ts";
import { draw } from "@/lib/journeys/templates/draw.ts";
import { addAt } from "./add-at.ts";
import { kindsFound } from "./kind-list.ts";
import { neighbour } from "./neighbours.ts";
import { placeAll } from "./place-all.ts";
import { roomOn } from "./places.ts";
import { changedIds, onlyOne, selectEdge, selectNodes } from "./selection.ts";
import { tidyPlaces } from "./tidy.ts";
import { flowEdges, flowNodes } from "./to-flow.ts";

const none: ReadonlySet<string> = new Set();
const counter = () => {
  let count = 0;
  return () => {
    count += 1;
    return `x${count}`;
  };
};

const split = (): JourneyDraft =>
  draw(
    [
      { id: "in", kind: "entry_action" },
      { id: "ask", kind: "action" },
      { id: "mail", kind: "send_email" },
      { id: "end", kind: "force_exit" },
    ],
    [
      ["in", "yes", "ask"],
      ["ask", "yes", "mail"],
      ["ask", "no", "end"],
    ],
  );

it("a change of one node draws that node alone anew", () => {
  const before = split();
  const first = flowNodes([], before, [], none);
  const second = flowNodes(first, renameNode(before, "mail", "Hello"), [], none);
  const changed = second.filter((node, at) => node !== first[at]).map(({ id }) => id);
  expect(changed).toEqual(["mail"]);
  expect(flowNodes(second, renameNode(before, "mail", "Hello"), [], none)[0]).toBe(second[0]);
});

it("a face says what it asks for by its name, and only faces whose names are new are drawn anew", () => {
  const people = { kind: "saved", segmentId: "019a0000-0000-7000-8000-000000000001" };
  const document = draw(
    [
      { id: "in", kind: "entry_segment", settings: { people } },
      { id: "end", kind: "force_exit" },
    ],
    [["in", "yes", "end"]],
  );
  const saidOf = ([first]: ReturnType<typeof flowNodes>) => first?.type === "step" && first.data.words;
  const named = () => "Night owls";
  const unnamed = flowNodes([], document, [], none);
  expect(saidOf(unnamed)).toBe("Begins for those of a segment, once, when it is published");
  const told = flowNodes(unnamed, document, [], none, { named, isRenamed: true });
  expect(saidOf(told)).toBe("Begins for those of “Night owls”, once, when it is published");
  expect(told[0]?.ariaLabel).toContain("Night owls");
  expect(told[1]).toBe(unnamed[1]);
  const again = flowNodes(told, document, [], none, { named: () => "Night owls", isRenamed: true });
  expect(again[0]).toBe(told[0]);
  const gone = flowNodes(told, document, [], none, { named: () => null, isRenamed: true });
  expect(saidOf(gone)).toBe("Begins for those of a segment that is gone, once, when it is published");
});

it("a node that is chosen, has a problem or leads elsewhere is drawn anew", () => {
  const document = split();
  const first = flowNodes([], document, [], none);
  const differs = (next: typeof first) => next.filter((node, at) => node !== first[at]).map(({ id }) => id);
  expect(differs(flowNodes(first, document, [], new Set(["ask"])))).toEqual(["ask"]);
  const problem = { path: "", field: "", message: "", node: "in", edge: null };
  expect(differs(flowNodes(first, document, [problem], none))).toEqual(["in"]);
  const cut = { ...document, edges: document.edges.slice(0, 2) };
  expect(differs(flowNodes(first, cut, [], none))).toEqual(["ask"]);
});

it("links stay the same objects until their own changes, their choice or their ends' names do", () => {
  const document = split();
  const first = flowEdges([], document, [], none);
  expect(flowEdges(first, document, [], none)).toEqual(first);
  const chosen = flowEdges(first, document, [], new Set(["link2"]));
  expect(chosen.map((edge, at) => edge === first[at])).toEqual([true, false, true]);
});

it("a node added behind an exit stands below its source, and beside what stands there already", () => {
  const document = split();
  const added = addAt(document, "delay", { kind: "exit", from: "mail", exit: "sent" }, counter());
  const made = added?.document.nodes.find(({ id }) => id === added.node);
  const mail = document.nodes.find(({ id }) => id === "mail");
  expect(made?.position.y).toBeGreaterThan(mail?.position.y ?? 0);
  expect(added?.document.edges.at(-1)).toMatchObject({ from: "mail", exit: "sent", to: added?.node });
});

it("messages behind the paths of a split stand beside each other, as wide as their doors make them", () => {
  const made = counter();
  let document = addAt(blankJourney(), "ab_split", { kind: "place", place: { x: 0, y: 0 } }, made)?.document;
  const split = document?.nodes[0]?.id ?? "";
  for (const exit of ["a", "b"]) {
    document = document && addAt(document, "send_email", { kind: "exit", from: split, exit }, made)?.document;
  }
  const [, one, other] = document?.nodes ?? [];
  expect(other?.position.y).toBe(one?.position.y);
  expect((other?.position.x ?? 0) - (one?.position.x ?? 0)).toBeGreaterThan(356);
});

it("a node put on a link has room: what comes after it moves down, what stands above does not", () => {
  const document = split();
  const room = roomOn(document, "link1", 220);
  const placeOf = (of: JourneyDraft | undefined, id: string) =>
    of?.nodes.find((node) => node.id === id)?.position.y ?? Number.NaN;
  expect(placeOf(room?.document, "in")).toBe(placeOf(document, "in"));
  expect(placeOf(room?.document, "ask")).toBeGreaterThan(placeOf(document, "ask"));
  expect(placeOf(room?.document, "mail") - placeOf(room?.document, "ask")).toBe(
    placeOf(document, "mail") - placeOf(document, "ask"),
  );
  const added = addAt(document, "delay", { kind: "edge", edge: "link1" }, counter());
  expect(added?.document.edges.map(({ from, to }) => `${from} ${to}`)).toContain(`${added?.node} ask`);
});

it("an entry is not put behind an exit or on a link", () => {
  for (const target of [
    { kind: "exit", from: "mail", exit: "sent" },
    { kind: "edge", edge: "link1" },
  ] as const) {
    expect(addAt(split(), "entry_action", target, counter())).toBeNull();
  }
  expect(addAt(split(), "none such", { kind: "place", place: { x: 0, y: 0 } }, counter())).toBeNull();
});

it("arrows lead along links, and to what stands beside behind the same node", () => {
  const document = split();
  expect(neighbour(document, "in", "ArrowDown")).toBe("ask");
  expect(neighbour(document, "ask", "ArrowUp")).toBe("in");
  expect(neighbour(document, "mail", "ArrowRight")).toBe("end");
  expect(neighbour(document, "end", "ArrowLeft")).toBe("mail");
  expect(neighbour(document, "end", "ArrowRight")).toBeNull();
  expect(neighbour(document, "end", "ArrowDown")).toBeNull();
});

it("what was dragged nowhere changes nothing", () => {
  const document = split();
  const places = new Map(document.nodes.map(({ id, position }) => [id, { ...position }]));
  expect(placeAll(document, places)).toBe(document);
  const moved = move(document, new Set(["ask"]), { x: 5, y: 0 });
  expect(placeAll(moved, places)).toEqual(document);
});

it("a choice is known as one thing, several, or the same as before", () => {
  expect(onlyOne(selectNodes(["a"]))).toEqual({ node: "a" });
  expect(onlyOne(selectEdge("e"))).toEqual({ edge: "e" });
  expect(onlyOne(selectNodes(["a", "b"]))).toBeNull();
  const ids = new Set(["a"]);
  expect(changedIds(ids, [{ id: "a", selected: true }])).toBe(ids);
  expect([...changedIds(ids, [{ id: "b", selected: true }])]).toEqual(["a", "b"]);
});

it("tidying puts each node below those that lead to it, without overlaps, the paths in the order of their exits", async () => {
  const document = split();
  const size = { width: 220, height: 110 };
  const places = await tidyPlaces(document, new Map(document.nodes.map(({ id }) => [id, size])));
  const at = (id: string) => places.get(id) ?? { x: Number.NaN, y: Number.NaN };
  for (const { from, to } of document.edges) {
    expect(at(to).y).toBeGreaterThanOrEqual(at(from).y + size.height);
  }
  expect(at("end").x).toBeGreaterThanOrEqual(at("mail").x + size.width);
  expect((await tidyPlaces(blankJourney(), new Map())).size).toBe(0);
  // What lays it out is large, and is read with its first use.
}, 30_000);

it("pieces that nothing leads to do not lie on the others", async () => {
  const document = split();
  const [loose] = document.nodes.slice(-1).map((node) => ({ ...node, id: "loose" }));
  const nodes = loose ? [...document.nodes, loose] : [];
  const size = { width: 220, height: 110 };
  const places = await tidyPlaces({ ...document, nodes }, new Map(nodes.map(({ id }) => [id, size])));
  const { x = Number.NaN, y = Number.NaN } = places.get("loose") ?? {};
  expect(places.size).toBe(document.nodes.length + 1);
  for (const { id } of document.nodes) {
    const other = places.get(id) ?? { x: Number.NaN, y: Number.NaN };
    const apart = Math.max(Math.abs(other.x - x) - size.width, Math.abs(other.y - y) - size.height);
    expect(apart).toBeGreaterThanOrEqual(60);
  }
});

it("whoever looks for email finds E-mail", () => {
  expect(kindsFound("email").flatMap(({ kinds }) => kinds.map(({ id }) => id))).toContain("send_email");
});
