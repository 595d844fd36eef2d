import { enterByEvent } from "../enter-by-event.ts";
import { nodeRuntime } from "../node-kind.ts";
import { entryActionKind } from "./schema.ts";

export const entryActionRuntime = nodeRuntime(entryActionKind, ({ did, filter }, context) =>
  enterByEvent(did, filter, context),
);
