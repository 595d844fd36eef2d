import { type QueryKey, queryOptions, type UseQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Operation } from "@/lib/api/operation.ts";
import { call } from "./api.ts";

/** The key under which answers of an operation are kept; without input, of all its calls. */
export function operationKey(operation: Operation, input?: unknown): QueryKey {
  return input === undefined ? [operation.path, operation.method] : [operation.path, operation.method, input];
}

/** Query options that ask an operation; a call that is no longer wanted is cancelled. */
export function operationQuery<Op extends Operation>(
  operation: Op,
  input: z.input<Op["input"]>,
): UseQueryOptions<z.output<Op["output"]>> & { queryKey: QueryKey } {
  return queryOptions({
    queryKey: operationKey(operation, input),
    queryFn: ({ signal }) => call(operation, input, { signal }),
  });
}
