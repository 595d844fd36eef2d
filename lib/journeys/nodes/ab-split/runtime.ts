import { nodeRuntime } from "../node-kind.ts";
import { go, type Step } from "../step.ts";
import { abSplitKind } from "./schema.ts";
import { weighed } from "./shares.ts";

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

export const abSplitRuntime = nodeRuntime(abSplitKind, ({ mode, paths }, { chance, weights }): Step => {
  const shares =
    mode === "manual" ? paths.map(({ id, percent }) => ({ id, weight: percent })) : weighed(paths, weights);
  return go(drawn(shares, chance), "by chance");
});
