import { type JourneyDraft, journeyLimits } from "../document.ts";
import { edgeAt, edgesFrom, exitsOf, hasExit, isEntry, reachable, titleOf } from "../graph.ts";
import { nodeLimits } from "../nodes/branch-limits.ts";
import { kindOf } from "../nodes/catalog.ts";
import { type JourneyProblem, ofEdge, ofNode, ofWhole } from "./problem.ts";

function entryProblems({ nodes }: JourneyDraft): JourneyProblem[] {
  const [first, ...more] = nodes.filter(isEntry);
  return first
    ? more.map(({ id }) => ofNode(id, "kind", `A journey has one entry; “${titleOf(first)}” is it already`))
    : [ofWhole("nodes", "Add an entry: what people come into the journey by")];
}

/** What is at places but the first of those that are called the same. */
function again<Item>(items: readonly Item[], called: (item: Item) => string): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => seen.size === seen.add(called(item)).size);
}

/** What the canvas never draws, and another program may send. */
function frameProblems({ nodes, edges }: JourneyDraft): JourneyProblem[] {
  const known = new Map(nodes.map((node) => [node.id, node]));
  return [
    ...again(nodes, ({ id }) => id).map(({ id }) => ofNode(id, "id", "Two nodes have this id")),
    ...again(edges, ({ id }) => id).map(({ id }) => ofEdge(id, "id", "Two links have this id")),
    ...again(edges, ({ from, exit }) => `${from} ${exit}`).map(({ id }) =>
      ofEdge(id, "exit", "Two links leave by this exit, and an exit leads to one node"),
    ),
    ...edges.flatMap(({ id, from, exit, to }) => {
      const [source, target] = [known.get(from), known.get(to)];
      return [
        ...(source ? [] : [ofEdge(id, "from", "It leaves a node that is not in the journey")]),
        ...(target ? [] : [ofEdge(id, "to", "It leads to a node that is not in the journey")]),
        ...(target && isEntry(target) ? [ofEdge(id, "to", "Nothing leads back into an entry")] : []),
        ...(source && !hasExit(source, exit)
          ? [ofEdge(id, "exit", `“${titleOf(source)}” has no exit “${exit}”`)]
          : []),
      ];
    }),
  ];
}

function linkProblems(document: JourneyDraft): JourneyProblem[] {
  const entry = document.nodes.find(isEntry);
  const reached = reachable(document, entry ? [entry.id] : []);
  return document.nodes.flatMap((node) => {
    if (entry && !reached.has(node.id) && !isEntry(node)) {
      return [ofNode(node.id, "position", "Nothing leads here: nobody would ever come to this node")];
    }
    const open = (exitsOf(node) ?? []).filter(({ id, needed }) => needed && !edgeAt(document, node.id, id));
    return open.map(({ id, label }) => ofNode(node.id, `exits.${id}`, `Say where “${label}” leads to`));
  });
}

/** The nodes that lie on a circle of links on which nobody waits. */
function spinning({ nodes, edges }: JourneyDraft): string[] {
  const kinds = new Map(nodes.map((node) => [node.id, node]));
  const instant = edges.filter(({ from, exit, delay }) => {
    const node = kinds.get(from);
    return delay === null && node && !kindOf(node.kind)?.waits(node.settings, exit);
  });
  // Whoever nothing leads to, or who leads to nothing, is on no circle.
  let rest = instant;
  for (;;) {
    const [from, to] = [new Set(rest.map((edge) => edge.from)), new Set(rest.map((edge) => edge.to))];
    const left = rest.filter((edge) => to.has(edge.from) && from.has(edge.to));
    if (left.length === rest.length) {
      break;
    }
    rest = left;
  }
  const leaving = { edges: rest };
  return [...new Set(rest.map(({ from }) => from))].filter((node) =>
    (edgesFrom(rest).get(node) ?? []).some(({ to }) => reachable(leaving, [to]).has(node)),
  );
}

function splitProblems({ nodes, edges }: JourneyDraft): JourneyProblem[] {
  const isSplit = new Set(nodes.filter(({ kind }) => kind === "conditional_split").map(({ id }) => id));
  const leaving = edgesFrom(edges);
  const most = new Map<string, number>();
  const open = [...isSplit].map((node) => ({ node, count: 1, seen: new Set([node]) }));
  const tooDeep = new Set<string>();
  for (let here = open.pop(); here; here = open.pop()) {
    const { node, count, seen } = here;
    if ((most.get(node) ?? 0) >= count) {
      continue;
    }
    most.set(node, count);
    if (count > nodeLimits.splitsInSequence) {
      tooDeep.add(node);
      continue;
    }
    for (const { to } of leaving.get(node) ?? []) {
      // A split that comes again in a loop is the same one.
      const isNew = isSplit.has(to) && !seen.has(to);
      open.push({ node: to, count: count + (isNew ? 1 : 0), seen: isNew ? new Set([...seen, to]) : seen });
    }
  }
  const message = `At most ${nodeLimits.splitsInSequence} conditional splits may follow each other`;
  return [...tooDeep].filter((id) => isSplit.has(id)).map((id) => ofNode(id, "kind", message));
}

function countProblems({ nodes, settings }: JourneyDraft): JourneyProblem[] {
  const splits = nodes.filter(({ kind }) => kind === "ab_split").slice(nodeLimits.abPerJourney);
  const many = `At most ${nodeLimits.abPerJourney} A/B splits in a journey`;
  const goals = Array.isArray(settings.goals) ? settings.goals.length : 0;
  return [
    ...splits.map(({ id }) => ofNode(id, "kind", many)),
    ...(goals > journeyLimits.goals
      ? [ofWhole("settings.goals", `At most ${journeyLimits.goals} goals`)]
      : []),
  ];
}

/** What is wrong with how the nodes of a journey hang together. */
export function graphProblems(document: JourneyDraft): JourneyProblem[] {
  const circle = "People would go round in this circle without waiting: put a delay into it";
  return [
    ...entryProblems(document),
    ...frameProblems(document),
    ...linkProblems(document),
    ...spinning(document).map((id) => ofNode(id, "exits", circle)),
    ...splitProblems(document),
    ...countProblems(document),
  ];
}
