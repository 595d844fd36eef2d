import { keepPreviousData, type QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import type {
  DestinationView,
  getPipeline,
  getReasons,
  listSamples,
  listShelf,
} from "@/lib/destinations/schema.ts";
import { call } from "../api.ts";
import { operationKey, operationQuery } from "../operation-query.ts";

/** Figures follow within seconds; a state that changes by itself is looked at as often. */
const LIVE_MS = 2_000;

/** The destinations of a source, with what waits and what was sent. */
export function useDestinations(sourceId: string, initial?: { items: DestinationView[] }) {
  return useQuery({
    ...operationQuery(operations["destinations.list"], { id: sourceId }),
    initialData: initial,
    refetchInterval: LIVE_MS,
  });
}

export function useDestination(id: string, initial?: DestinationView) {
  return useQuery({
    ...operationQuery(operations["destinations.get"], { id }),
    initialData: initial,
    refetchInterval: LIVE_MS,
  });
}

export function usePipeline(input: z.input<typeof getPipeline>) {
  return useQuery({
    ...operationQuery(operations["destinations.pipeline"], input),
    refetchInterval: LIVE_MS,
    placeholderData: keepPreviousData,
  });
}

export function useReasons(input: z.input<typeof getReasons>, enabled: boolean) {
  return useQuery({
    ...operationQuery(operations["destinations.reasons"], input),
    enabled,
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });
}

export function useSamples(input: z.input<typeof listSamples>) {
  return useQuery({
    ...operationQuery(operations["destinations.samples"], input),
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });
}

export function useExchange(id: string, callId: string) {
  return useQuery({
    ...operationQuery(operations["destinations.exchange"], { id, callId }),
    refetchInterval: (query) =>
      query.state.data && !["waiting", "retrying"].includes(query.state.data.fate) ? false : LIVE_MS,
  });
}

/** Refused calls, page by page. */
export function useShelf(input: Omit<z.input<typeof listShelf>, "cursor">) {
  const operation = operations["destinations.shelf"];
  return useInfiniteQuery({
    queryKey: operationKey(operation, input),
    queryFn: ({ pageParam, signal }) =>
      call(operation, { ...input, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });
}

export function useReplays(id: string) {
  return useQuery({
    ...operationQuery(operations["destinations.replays.list"], { id, limit: 50 }),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ status }) => status === "PENDING" || status === "RUNNING")
        ? 1_000
        : 5_000,
  });
}

export async function refreshDestinations(client: QueryClient): Promise<void> {
  await Promise.all(
    Object.values(operations).map((operation) =>
      client.invalidateQueries({ queryKey: operationKey(operation) }),
    ),
  );
}
