import type { JourneyDocument, LinkDelay } from "./document.ts";
import { isEntry } from "./graph.ts";
import { kindOf } from "./nodes/catalog.ts";
import type { NodeKind } from "./nodes/node-kind.ts";
import { runtimes } from "./nodes/runtimes.ts";
import type { Step, StepContext } from "./nodes/step.ts";

export type OpenNode = { kind: NodeKind; step(context: StepContext): Step };

/** A published journey, read once for all who walk through it. */
export type OpenJourney = {
  entry: string;
  settings: JourneyDocument["settings"];
  nodes: ReadonlyMap<string, OpenNode>;
  edgeAt(node: string, exit: string): { to: string; delay: LinkDelay | null } | undefined;
};

/** Throws where a node's kind is unknown or its settings may not be published: `problems.ts` finds that before. */
export function openJourney(document: JourneyDocument): OpenJourney {
  const nodes = new Map(
    document.nodes.map((node) => {
      const [kind, runtime] = [kindOf(node.kind), runtimes.get(node.kind)];
      if (!kind || !runtime) {
        throw new Error(`There is no kind of node "${node.kind}".`);
      }
      return [node.id, { kind, step: runtime.open(node.settings) }];
    }),
  );
  const edges = new Map(document.edges.map((edge) => [`${edge.from} ${edge.exit}`, edge]));
  return {
    entry: document.nodes.find(isEntry)?.id ?? "",
    settings: document.settings,
    nodes,
    edgeAt: (node, exit) => edges.get(`${node} ${exit}`),
  };
}
