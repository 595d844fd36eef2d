import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeSamples } from "../../testing/journey-nodes.ts";
import { randomDocument } from "../../testing/random-journeys.ts";
import { blankJourney } from "../blank.ts";
import { type JourneyDraft, journeyDraft } from "../document.ts";
import { freshId } from "../fresh-id.ts";
import { hasExit, isEntry, nodeOf } from "../graph.ts";
import { nodeKinds } from "../nodes/catalog.ts";
import { draw, track } from "../templates/draw.ts";
import { copy, duplicate, paste } from "./clips.ts";
import { addAfter, connect, disconnect, insertOnEdge, setDelay } from "./links.ts";
import { addNode, changeJourney, changeSettings, move, newNode, place, renameNode } from "./nodes.ts";
import { addNote, changeNote } from "./notes.ts";
import { remove } from "./remove.ts";

const counter = () => {
  let count = 0;
  return () => {
    count += 1;
    return `x${count}`;
  };
};
const origin = { x: 0, y: 0 };

/** What every document keeps to, whatever was done to it. */
function expectWellFormed(document: JourneyDraft): void {
  expect(journeyDraft.safeParse(document).success).toBe(true);
  const ids = [...document.nodes, ...document.notes].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(document.edges.map(({ id }) => id)).size).toBe(document.edges.length);
  expect(new Set(document.edges.map(({ from, exit }) => `${from} ${exit}`)).size).toBe(document.edges.length);
  for (const { from, exit, to } of document.edges) {
    const [source, target] = [nodeOf(document, from), nodeOf(document, to)];
    expect(source && target && from !== to && hasExit(source, exit) && !isEntry(target)).toBe(true);
  }
}

type Edit = (document: JourneyDraft, makeId: () => string) => JourneyDraft;

/** An edit of what a place in the document's lists holds, or of an id that is gone. */
const edit: fc.Arbitrary<Edit> = fc
  .record({
    what: fc.nat(12),
    one: fc.nat(15),
    two: fc.nat(15),
    exit: fc.nat(4),
    kind: fc.constantFrom(...nodeKinds.map(({ id }) => id), "none such"),
    many: fc.array(fc.nat(15), { maxLength: 4 }),
  })
  .map(
    ({ what, one, two, exit, kind, many }): Edit =>
      (document, makeId) => {
        const idAt = (at: number) => document.nodes[at]?.id ?? document.notes[at - 12]?.id ?? "gone";
        const edgeId = document.edges[one]?.id ?? "gone";
        const source = document.nodes[one];
        const exits = source
          ? (nodeKinds.find(({ id }) => id === source.kind)?.exits(source.settings) ?? [])
          : [];
        const link = { from: idAt(one), exit: exits[exit]?.id ?? "gone", to: idAt(two) };
        const ids = new Set(many.map(idAt));
        const node = newNode(kind, makeId(), origin);
        const edits: (() => JourneyDraft)[] = [
          () => addNode(document, node),
          () => insertOnEdge(document, edgeId, node, makeId()),
          () => addAfter(document, link, node, makeId()),
          () => connect(document, link, makeId()),
          () => disconnect(document, new Set([edgeId])),
          () => setDelay(document, edgeId, { count: exit, unit: "hours", at: null }),
          () => remove(document, ids, { reconnect: exit > 0 }),
          () => move(document, ids, { x: 10, y: -10 }),
          () => duplicate(document, ids, makeId).document,
          () => paste(document, copy(document, ids), origin, makeId).document,
          () => changeSettings(document, idAt(one), nodeSamples[source?.kind ?? ""] ?? { more: [exit] }),
          () => changeNote(renameNode(document, idAt(one), "Name"), idAt(two), { text: "Text" }),
          () => addNote(document, { id: makeId(), text: "", position: origin, width: 100, height: 80 }),
        ];
        return (edits[what] ?? edits[0])?.() ?? document;
      },
  );

describe("edits", () => {
  it("keep any document well-formed, in any order, and never change the one they are given", () => {
    fc.assert(
      fc.property(randomDocument, fc.array(edit, { maxLength: 25 }), (first, edits) => {
        const makeId = counter();
        let document: JourneyDraft = first;
        for (const each of edits) {
          const before = JSON.stringify(document);
          const next = each(document, makeId);
          expect(JSON.stringify(document)).toBe(before);
          expectWellFormed(next);
          document = next;
        }
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  it("give the same document back for ids that are gone", () => {
    const document = draw([{ id: "a", kind: "action", settings: { did: track("A") } }], []);
    const gone = new Set(["gone"]);
    const link = { from: "a", exit: "yes", to: "gone" };
    for (const next of [
      connect(document, link, "e"),
      disconnect(document, gone),
      setDelay(document, "gone", null),
      remove(document, gone),
      move(document, gone, origin),
      place(document, new Map([["gone", origin]])),
      changeSettings(document, "gone", {}),
      renameNode(document, "gone", "b"),
      changeNote(document, "gone", { text: "b" }),
      insertOnEdge(document, "gone", newNode("delay", "d", origin), "e"),
      addNode(document, newNode("none such", "d", origin)),
      paste(document, copy(document, gone), origin, counter()).document,
    ]) {
      expect(next).toBe(document);
    }
  });
});

const chain = () =>
  draw(
    [
      { id: "in", kind: "entry_action" },
      { id: "a", kind: "delay" },
      { id: "b", kind: "send_email" },
      { id: "c", kind: "force_exit" },
    ],
    [
      ["in", "yes", "a", { count: 1, unit: "days", at: null }],
      ["a", "done", "b"],
      ["b", "sent", "c"],
    ],
  );
const linksOf = ({ edges }: JourneyDraft) => edges.map(({ from, exit, to }) => `${from} ${exit} ${to}`);

it("a node that is removed lets those before it lead to what came after it, and keeps their wait", () => {
  const removed = remove(chain(), new Set(["a", "b"]));
  expect(linksOf(removed)).toEqual(["in yes c"]);
  expect(removed.edges[0]?.delay).toMatchObject({ count: 1, unit: "days" });
  expect(linksOf(remove(chain(), new Set(["a"]), { reconnect: false }))).toEqual(["b sent c"]);
});

it("a node that is put on a link comes after the link's wait and leads on by its first exit", () => {
  const inserted = insertOnEdge(chain(), "link1", newNode("wait_for_event", "w", origin), "e");
  expect(linksOf(inserted)).toEqual(["in yes w", "a done b", "b sent c", "w a a"]);
  expect(inserted.edges[0]?.delay).toMatchObject({ count: 1 });
});

it("an exit leads to one node: connecting it anew leads the same link elsewhere", () => {
  const led = connect(chain(), { from: "in", exit: "yes", to: "c" }, "e");
  expect(led.edges[0]).toMatchObject({ id: "link1", to: "c", delay: { count: 1 } });
});

it("a copy has ids of its own, the links inside it, and none to the outside", () => {
  const { document, ids } = duplicate(chain(), new Set(["a", "b"]), counter());
  expect([...ids]).toEqual(["x1", "x2"]);
  expect(linksOf(document).slice(3)).toEqual(["x1 done x2"]);
});

it("a path that is taken out of a split takes its link along", () => {
  const split = draw(
    [
      { id: "s", kind: "ab_split" },
      { id: "c", kind: "force_exit" },
    ],
    [
      ["s", "a", "c"],
      ["s", "b", "c"],
    ],
  );
  const paths = [{ id: "b", name: "B", percent: 100 }];
  expect(linksOf(changeSettings(split, "s", { mode: "manual", paths }))).toEqual(["s b c"]);
});

it("ids that are made do not come again, and may stand in a document", () => {
  const ids = Array.from({ length: 5_000 }, freshId);
  expect(new Set(ids).size).toBe(ids.length);
  const nodes = ids.slice(0, 500).map((id) => newNode("delay", id, origin));
  expect(journeyDraft.safeParse({ ...blankJourney(), nodes }).success).toBe(true);
});

it("settings of the whole journey are changed one by one", () => {
  const changed = changeJourney(blankJourney(), { zone: "user" });
  expect(changed.settings).toEqual({ ...blankJourney().settings, zone: "user" });
});
