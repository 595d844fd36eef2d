import type { Handlers } from "../api/operation.ts";
import type { homeOperations } from "./operations.ts";
import { getOverview } from "./verbs/get-overview.ts";

export const homeHandlers: Handlers<typeof homeOperations> = {
  "overview.get": getOverview,
};
