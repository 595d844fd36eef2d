import { enterByEvent } from "../enter-by-event.ts";
import { nodeRuntime } from "../node-kind.ts";
import { visitsFrom } from "../pages.ts";
import { entryReferrerKind } from "./schema.ts";

export const entryReferrerRuntime = nodeRuntime(entryReferrerKind, ({ from }, context) =>
  enterByEvent(visitsFrom(from), null, context),
);
