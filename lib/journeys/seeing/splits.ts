import type { Json } from "../../kernel/json.ts";
import type { JourneyDraft } from "../document.ts";
import { exitsOf } from "../graph.ts";
import { abSplitKind } from "../nodes/ab-split/schema.ts";
import { triedAt, weighed, weightsAt } from "../nodes/ab-split/shares.ts";
import { partOf } from "../nodes/node-kind.ts";
import type { SplitReport } from "./schema.ts";

/** How the paths of a document's automatic splits did when they were weighed last, and what each gets of those who come now. */
export function splitsOf({ nodes }: JourneyDraft, last: { weights: Json; at: Date | null }): SplitReport[] {
  return nodes.flatMap((node): SplitReport[] => {
    const split = node.kind === abSplitKind.id ? partOf(abSplitKind.settings, node.settings) : null;
    if (split?.mode !== "automatic") {
      return [];
    }
    const tried = triedAt(last.weights, node.id);
    const shares = weighed(split.paths, weightsAt(last.weights, node.id));
    const sum = shares.reduce((total, { weight }) => total + weight, 0);
    const labels = new Map((exitsOf(node) ?? []).map(({ id, label }) => [id, label]));
    return [
      {
        node: node.id,
        weighedAt: Object.keys(tried).length > 0 ? (last.at?.toISOString() ?? null) : null,
        paths: shares.map(({ id, weight }) => ({
          ...{ exit: id, name: labels.get(id) ?? id },
          ...{ people: tried[id]?.people ?? 0, reached: tried[id]?.reached ?? 0 },
          share: sum > 0 ? weight / sum : 1 / shares.length,
        })),
      },
    ];
  });
}
