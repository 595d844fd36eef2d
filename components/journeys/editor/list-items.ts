import type { JourneyDraft, JourneyNode } from "@/lib/journeys/document.ts";
import { exitsOf, titleOf } from "@/lib/journeys/graph.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import type { Named } from "@/lib/journeys/nodes/mentions.ts";
import type { JourneyProblem } from "@/lib/journeys/problems/problem.ts";
import { groupBy } from "@/lib/kernel/group-by.ts";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import { delayWords } from "../canvas/journey-link.tsx";
import { type LooseEnd, looseEnd } from "./loose-end.ts";
import { exitsTo, walkOrder } from "./walk-order.ts";

/** An exit in the list; `to`: null where it leads nowhere, which means `nowhere`. */
export type ListedExit = {
  id: string;
  label: string;
  to: { id: string; place: number; title: string } | null;
  wait: string | null;
  nowhere: LooseEnd;
};
export type ListedNode = {
  node: JourneyNode;
  place: number;
  words: string;
  problem: string | null;
  isSelected: boolean;
  exits: ListedExit[];
};

function problemOf(own: readonly JourneyProblem[]): string | null {
  return own.length > 1 ? journeyCanvasMessages.problems(own.length) : (own[0]?.message ?? null);
}

const shown = ({ place, words, problem, isSelected, exits }: ListedNode): string =>
  JSON.stringify([place, words, problem, isSelected, exits]);

/**
 * What the list shows of a journey, in the order in which it is walked. Of a node of which nothing changed it is the same object
 * as `before`, so that a change of one node draws one node.
 */
export function listItems(
  before: readonly ListedNode[],
  document: JourneyDraft,
  {
    problems,
    selected,
    named,
  }: { problems: readonly JourneyProblem[]; selected: ReadonlySet<string>; named?: Named | undefined },
): { walked: ListedNode[]; loose: ListedNode[] } {
  const { walked, loose } = walkOrder(document);
  const all = [...walked, ...loose];
  const placed = new Map(all.map((node, at) => [node.id, { place: at + 1, title: titleOf(node) }]));
  const edges = exitsTo(document);
  const wrong = groupBy(problems, ({ node }) => node ?? "");
  const old = new Map(before.map((item) => [item.node.id, item]));
  const itemOf = (node: JourneyNode): ListedNode => {
    const exits = (exitsOf(node) ?? []).map((exit): ListedExit => {
      const { id, label } = exit;
      const edge = edges.get(node.id)?.get(id);
      const target = edge && placed.get(edge.to);
      const to = edge && target ? { id: edge.to, ...target } : null;
      const wait = edge?.delay ? delayWords(edge.delay) : null;
      return { id, label, to, wait, nowhere: looseEnd(document, node, exit) };
    });
    const item: ListedNode = {
      ...{ node, exits, place: placed.get(node.id)?.place ?? 0 },
      words: kindOf(node.kind)?.words(node.settings, named) ?? "",
      problem: problemOf(wrong.get(node.id) ?? []),
      isSelected: selected.has(node.id),
    };
    const last = old.get(node.id);
    return last?.node === node && shown(last) === shown(item) ? last : item;
  };
  return { walked: walked.map(itemOf), loose: loose.map(itemOf) };
}
