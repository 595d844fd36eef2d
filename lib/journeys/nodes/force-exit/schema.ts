import { z } from "zod";
import { nodeKind } from "../node-kind.ts";

export const forceExitKind = nodeKind({
  id: "force_exit",
  title: "Force exit",
  group: "control",
  description: "Ends the journey for the person.",
  settings: z.object({}),
  blank: {},
  exits: () => [],
  words: () => "Leaves the journey",
});
