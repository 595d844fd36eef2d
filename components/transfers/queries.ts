import { type QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { integrationsOperations } from "@/lib/integrations/operations.ts";
import { transferOperations as operations } from "@/lib/transfers/operations.ts";
import type { TransferView } from "@/lib/transfers/schema.ts";
import { call } from "../api.ts";
import { operationKey, operationQuery } from "../operation-query.ts";

const MOVING_MS = 1_500;
const RESTING_MS = 10_000;

export const isMoving = ({ status, frequency }: Pick<TransferView, "status" | "frequency">): boolean =>
  status === "PENDING" || (status === "RUNNING" && frequency !== "continuous");

/** Where an audience is sent to; looked at often while something moves. */
export function useTransfers(audienceId: string) {
  return useQuery({
    ...operationQuery(operations["transfers.list"], { audienceId, limit: 100 }),
    refetchInterval: (query) => (query.state.data?.items.some(isMoving) ? MOVING_MS : RESTING_MS),
  });
}

export function useTransfer(id: string) {
  return useQuery({
    ...operationQuery(operations["transfers.get"], { id }),
    refetchInterval: (query) => (query.state.data && isMoving(query.state.data) ? MOVING_MS : RESTING_MS),
  });
}

export function useStanding(id: string, moving: boolean) {
  return useQuery({
    ...operationQuery(operations["transfers.standing"], { id }),
    refetchInterval: moving ? 3_000 : RESTING_MS,
  });
}

export function useTransferRuns(id: string, moving: boolean) {
  return useQuery({
    ...operationQuery(operations["transfers.runs"], { id, limit: 20 }),
    refetchInterval: moving ? MOVING_MS : RESTING_MS,
  });
}

/** Refused users of a transfer, page by page. */
export function useRefused(id: string, search: string) {
  const operation = operations["transfers.members"];
  const input = { id, state: "refused" as const, search, limit: 20 };
  return useInfiniteQuery({
    queryKey: operationKey(operation, input),
    queryFn: ({ pageParam, signal }) =>
      call(operation, { ...input, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Connections that an audience could go to. */
export function useConnectionsOf(partner: string | null) {
  return useQuery({
    ...operationQuery(integrationsOperations["connections.list"], { limit: 100 }),
    select: ({ items }) => items.filter((connection) => partner === null || connection.partner === partner),
  });
}

export async function refreshTransfers(client: QueryClient): Promise<void> {
  await Promise.all(
    Object.values(operations).map((operation) =>
      client.invalidateQueries({ queryKey: operationKey(operation) }),
    ),
  );
}
