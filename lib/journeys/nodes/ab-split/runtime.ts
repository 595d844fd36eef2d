import { nodeRuntime } from "../node-kind.ts";
import { go, type Step } from "../step.ts";
import { abSplitKind } from "./schema.ts";

/** The path on which a lot falls, each as long as its weight; all the same where none has one. */
function drawn(paths: { id: string; weight: number }[], lot: number): string {
  const sum = paths.reduce((total, { weight }) => total + weight, 0);
  let rest = lot * (sum > 0 ? sum : paths.length);
  for (const { id, weight } of paths) {
    rest -= sum > 0 ? weight : 1;
    if (rest < 0) {
      return id;
    }
  }
  return paths.findLast(({ weight }) => sum === 0 || weight > 0)?.id ?? "";
}

/** What each path has now by how it works; one of which nothing is known yet has what the others have on average. */
function automatic(
  paths: readonly { id: string }[],
  weights: Readonly<Record<string, number>> | null,
): { id: string; weight: number }[] {
  const known = paths.flatMap(({ id }) => {
    const weight = weights?.[id];
    return weight === undefined ? [] : [Math.max(weight, 0)];
  });
  const mean = known.length > 0 ? known.reduce((sum, weight) => sum + weight, 0) / known.length : 1;
  return paths.map(({ id }) => ({ id, weight: Math.max(weights?.[id] ?? mean, 0) }));
}

export const abSplitRuntime = nodeRuntime(abSplitKind, ({ mode, paths }, { chance, weights }): Step => {
  const weighed =
    mode === "manual" ? paths.map(({ id, percent }) => ({ id, weight: percent })) : automatic(paths, weights);
  return go(drawn(weighed, chance), "by chance");
});
