import type { Edge, Node } from "@xyflow/react";
import type { JourneyDraft, JourneyEdge, JourneyNode, Note } from "@/lib/journeys/document.ts";
import { edgesFrom, exitsOf, isEntry, titleOf } from "@/lib/journeys/graph.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import type { Named } from "@/lib/journeys/nodes/mentions.ts";
import type { Exit } from "@/lib/journeys/nodes/node-kind.ts";
import type { JourneyProblem } from "@/lib/journeys/problems/problem.ts";
import { groupBy } from "@/lib/kernel/group-by.ts";
import { journeyCanvasMessages as words } from "@/lib/messages/journey-canvas.ts";

export type StepData = {
  node: JourneyNode;
  title: string;
  words: string;
  exits: readonly Exit[];
  /** The exits that lead somewhere, by commas. */
  linked: string;
  isEntry: boolean;
  problems: number;
};
export type StepNode = Node<StepData, "step">;
export type NoteNode = Node<{ note: Note }, "note">;
export type FlowNode = StepNode | NoteNode;
export type FlowEdge = Edge<{ edge: JourneyEdge; problems: number }, "link">;

/** Of a kind that the catalogue does not hold nothing is known but where its links lead. */
function knownExits(node: JourneyNode, edges: readonly JourneyEdge[]): readonly Exit[] {
  return exitsOf(node) ?? edges.map(({ exit }) => ({ id: exit, label: exit }));
}

const saidOf = (node: JourneyNode, named: Named | undefined): string =>
  kindOf(node.kind)?.words(node.settings, named) ?? words.unknownKind(node.kind);

function stepOf(
  node: JourneyNode,
  edges: readonly JourneyEdge[],
  problems: number,
  named: Named | undefined,
): Pick<StepNode, "data" | "ariaLabel"> {
  const title = titleOf(node);
  const said = saidOf(node, named);
  return {
    data: {
      ...{ node, title, words: said, problems },
      exits: knownExits(node, edges),
      linked: edges.map(({ exit }) => exit).join(),
      isEntry: isEntry(node),
    },
    ariaLabel: words.nodeLabel(title, said, problems),
  };
}

const isSameStep = (old: FlowNode, node: JourneyNode, linked: string, problems: number): boolean =>
  old.type === "step" &&
  old.data.node === node &&
  old.data.linked === linked &&
  old.data.problems === problems;

/**
 * The document's nodes and notes as React Flow draws them. What has not changed stays the same object, so that a change of one
 * node draws one node. `isRenamed`: what the nodes mention is called otherwise than before.
 */
export function flowNodes(
  before: readonly FlowNode[],
  document: JourneyDraft,
  problems: readonly JourneyProblem[],
  selected: ReadonlySet<string>,
  { named, isRenamed = false }: { named?: Named; isRenamed?: boolean } = {},
): FlowNode[] {
  const old = new Map(before.map((node) => [node.id, node]));
  const leaving = edgesFrom(document.edges);
  const wrong = groupBy(problems, ({ node }) => node ?? "");
  const chosen = <Made extends FlowNode>(made: Made): Made =>
    Boolean(made.selected) === selected.has(made.id) ? made : { ...made, selected: selected.has(made.id) };
  const notes = document.notes.map((note): NoteNode => {
    const last = old.get(note.id);
    const { id, position, width, height } = note;
    return last?.type === "note" && last.data.note === note
      ? last
      : { ...last, id, type: "note", position, width, height, zIndex: -1, data: { note } };
  });
  const steps = document.nodes.map((node): StepNode => {
    const edges = leaving.get(node.id) ?? [];
    const count = wrong.get(node.id)?.length ?? 0;
    const last = old.get(node.id);
    const linked = edges.map(({ exit }) => exit).join();
    if (
      last?.type === "step" &&
      isSameStep(last, node, linked, count) &&
      !(isRenamed && last.data.words !== saidOf(node, named))
    ) {
      return last;
    }
    const kept = last?.type === "step" ? last : {};
    return {
      ...kept,
      id: node.id,
      type: "step",
      position: node.position,
      ...stepOf(node, edges, count, named),
    };
  });
  return [...notes, ...steps].map(chosen);
}

/** The document's links, the same objects where nothing of them changed. */
export function flowEdges(
  before: readonly FlowEdge[],
  document: JourneyDraft,
  problems: readonly JourneyProblem[],
  selected: ReadonlySet<string>,
): FlowEdge[] {
  const old = new Map(before.map((edge) => [edge.id, edge]));
  const names = new Map(document.nodes.map((node) => [node.id, titleOf(node)]));
  const wrong = groupBy(problems, ({ edge }) => edge ?? "");
  return document.edges.map((edge) => {
    const count = wrong.get(edge.id)?.length ?? 0;
    const last = old.get(edge.id);
    const ariaLabel = words.edgeLabel(names.get(edge.from) ?? "", names.get(edge.to) ?? "");
    const isSame =
      last?.data?.edge === edge &&
      last.data.problems === count &&
      last.ariaLabel === ariaLabel &&
      Boolean(last.selected) === selected.has(edge.id);
    return isSame
      ? last
      : {
          ...{ id: edge.id, type: "link", source: edge.from, sourceHandle: edge.exit, target: edge.to },
          ...{ data: { edge, problems: count }, selected: selected.has(edge.id), ariaLabel },
        };
  });
}
