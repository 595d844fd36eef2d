import { nodeRuntime } from "../node-kind.ts";
import type { Step } from "../step.ts";
import { profileUpdateKind } from "./schema.ts";

/** Goes on also when nothing changed. */
export const profileUpdateRuntime = nodeRuntime(
  profileUpdateKind,
  ({ updates }): Step => ({
    do: "act",
    effects: [{ kind: "update_profile", updates }],
    exit: "updated",
    because: "the profile is changed",
  }),
);
