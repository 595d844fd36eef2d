import { accessOperations } from "../access/operations.ts";

/** Everything that Junction can do over HTTP. Each feature brings its own record. */
export const operations = {
  ...accessOperations,
};
