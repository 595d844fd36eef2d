import { passes } from "../../matching/passes.ts";
import { nodeRuntime } from "../node-kind.ts";
import { go, type Step } from "../step.ts";
import { conditionalSplitKind } from "./schema.ts";

export const conditionalSplitRuntime = nodeRuntime(conditionalSplitKind, ({ paths }, context): Step => {
  const { properties, last } = context;
  const documents = { person: properties, event: last?.properties ?? {} };
  const found = paths.find(({ match, conditions }) => {
    const meets = ({ of, path, test }: (typeof conditions)[number]) =>
      passes(documents[of], path, test, context);
    return match === "all" ? conditions.every(meets) : conditions.some(meets);
  });
  return found ? go(found.id, "meets the conditions of the path") : go("others", "meets those of no path");
});
