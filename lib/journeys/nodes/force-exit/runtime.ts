import { nodeRuntime } from "../node-kind.ts";
import { end } from "../step.ts";
import { forceExitKind } from "./schema.ts";

export const forceExitRuntime = nodeRuntime(forceExitKind, () => end("force exit"));
