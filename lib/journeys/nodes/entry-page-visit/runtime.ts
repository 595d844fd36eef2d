import { enterByEvent } from "../enter-by-event.ts";
import { nodeRuntime } from "../node-kind.ts";
import { visitsOf } from "../pages.ts";
import { entryPageVisitKind } from "./schema.ts";

export const entryPageVisitRuntime = nodeRuntime(entryPageVisitKind, ({ page }, context) =>
  enterByEvent(visitsOf(page), null, context),
);
