import type { JourneyDraft, Position } from "@/lib/journeys/document.ts";
import { exitsOf } from "@/lib/journeys/graph.ts";

export type Sizes = ReadonlyMap<string, { width: number; height: number }>;

const options = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.layered.spacing.nodeNodeBetweenLayers": "70",
  "elk.spacing.nodeNode": "60",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  // Paths stand in the order of the exits that they begin with.
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.separateConnectedComponents": "true",
  "elk.spacing.componentComponent": "70",
};

/** Where a layout of layers from top to bottom puts each node. The library that makes it is loaded when it is first asked for. */
export async function tidyPlaces(document: JourneyDraft, sizes: Sizes): Promise<Map<string, Position>> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const order = new Map(
    document.nodes.flatMap((node) => (exitsOf(node) ?? []).map((exit, at) => [`${node.id} ${exit.id}`, at])),
  );
  const rank = ({ from, exit }: { from: string; exit: string }) => order.get(`${from} ${exit}`) ?? 0;
  const graph = await new Elk().layout({
    id: "journey",
    layoutOptions: options,
    children: document.nodes.map(({ id }) => ({ id, ...(sizes.get(id) ?? { width: 220, height: 110 }) })),
    edges: [...document.edges]
      .sort((a, b) => rank(a) - rank(b))
      .map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  });
  return new Map(
    (graph.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x: Math.round(x), y: Math.round(y) }]),
  );
}
