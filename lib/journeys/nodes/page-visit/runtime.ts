import { nodeRuntime } from "../node-kind.ts";
import { visitsOf } from "../pages.ts";
import { atVisit } from "../visits.ts";
import { pageVisitKind } from "./schema.ts";

const why = { yes: "visited the page", no: "visited another page" };

export const pageVisitRuntime = nodeRuntime(pageVisitKind, ({ page, timeout }, context) =>
  atVisit(visitsOf(page), timeout, why, context),
);
