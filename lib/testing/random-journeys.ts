import fc from "fast-check";
import { blankJourney } from "../journeys/blank.ts";
import { type JourneyDocument, journeyDocument } from "../journeys/document.ts";
import { connect } from "../journeys/edits/links.ts";
import { addNode } from "../journeys/edits/nodes.ts";
import { exitsOf } from "../journeys/graph.ts";
import { nodeKinds } from "../journeys/nodes/catalog.ts";
import { nodeSamples } from "./journey-nodes.ts";

const entries = nodeKinds.filter(({ group }) => group === "entry").map(({ id }) => id);
const others = nodeKinds.filter(({ group }) => group !== "entry").map(({ id }) => id);

const line = fc.record({ from: fc.nat(11), exit: fc.nat(6), to: fc.nat(11), delay: fc.nat(3) });

/** Any journey of sample nodes, however they hang together: circles, ends and islands included. */
export const randomDocument: fc.Arbitrary<JourneyDocument> = fc
  .record({
    entry: fc.constantFrom(...entries),
    kinds: fc.array(fc.constantFrom(...others), { minLength: 1, maxLength: 11 }),
    lines: fc.array(line, { maxLength: 40 }),
    again: fc.boolean(),
    timeout: fc.boolean(),
  })
  .map(({ entry, kinds, lines, again, timeout }) => {
    const position = { x: 0, y: 0 };
    let draft = [entry, ...kinds].reduce(
      (document, kind, index) =>
        addNode(document, { id: `n${index}`, kind, name: "", settings: nodeSamples[kind] ?? {}, position }),
      blankJourney(),
    );
    for (const [index, { from, exit, to, delay }] of [
      { from: 0, exit: 0, to: 1, delay: 3 },
      ...lines,
    ].entries()) {
      const node = draft.nodes[from % draft.nodes.length];
      const exits = node ? (exitsOf(node) ?? []) : [];
      const link = {
        from: node?.id ?? "",
        exit: exits[exit % Math.max(exits.length, 1)]?.id ?? "",
        to: `n${to % draft.nodes.length}`,
      };
      draft = connect(draft, link, `e${index}`);
      const count = delay + 1;
      draft = {
        ...draft,
        edges: draft.edges.map((edge) =>
          edge.id === `e${index}` && delay < 2
            ? { ...edge, delay: { count, unit: "hours", at: null } }
            : edge,
        ),
      };
    }
    return journeyDocument.parse({
      ...draft,
      settings: {
        ...draft.settings,
        reentry: again ? { kind: "after_exit", rest: null } : { kind: "never" },
        timeout: timeout ? { count: 20, unit: "days" } : null,
      },
    });
  });
