import { accessHandlers } from "../access/handlers.ts";
import { exportHandlers } from "../exports/handlers.ts";
import type { Handlers } from "./operation.ts";
import type { operations } from "./operations.ts";

/** The verbs behind the operations. */
export const handlers: Handlers<typeof operations> = {
  ...accessHandlers,
  ...exportHandlers,
};
