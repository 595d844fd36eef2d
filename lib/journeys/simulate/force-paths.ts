import type { JourneyDocument, JourneyNode } from "../document.ts";
import { abSplitKind } from "../nodes/ab-split/schema.ts";
import { partOf } from "../nodes/node-kind.ts";

function forced(node: JourneyNode, path: string): JourneyNode {
  const settings = partOf(abSplitKind.settings, node.settings);
  if (!settings?.paths.some(({ id }) => id === path)) {
    return node;
  }
  const paths = settings.paths.map((each) => ({ ...each, percent: each.id === path ? 100 : 0 }));
  return { ...node, settings: { ...node.settings, mode: "manual", paths } };
}

/** The document with all lots of its A/B splits falling on the paths that were chosen for them. */
export function withPaths(
  document: JourneyDocument,
  paths: Readonly<Record<string, string>>,
): JourneyDocument {
  const nodes = document.nodes.map((node) => {
    const path = paths[node.id];
    return node.kind === abSplitKind.id && path !== undefined ? forced(node, path) : node;
  });
  return { ...document, nodes };
}
