import { nodeRuntime } from "../node-kind.ts";
import { visitsFrom } from "../pages.ts";
import { atVisit } from "../visits.ts";
import { referrerKind } from "./schema.ts";

const why = { yes: "came from there", no: "came from elsewhere" };

export const referrerRuntime = nodeRuntime(referrerKind, ({ from, timeout }, context) =>
  atVisit(visitsFrom(from), timeout, why, context),
);
