import { accessOperations } from "../access/operations.ts";
import { exportOperations } from "../exports/operations.ts";

/** Everything that Junction can do over HTTP. Each feature brings its own record. */
export const operations = {
  ...accessOperations,
  ...exportOperations,
};
