"use client";

import {
  hashKey,
  keepPreviousData,
  queryOptions,
  skipToken,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import type { z } from "zod";
import { eventsOperations } from "@/lib/events/operations.ts";
import { exportOperations } from "@/lib/exports/operations.ts";
import type { CreateExport, exportPage, ListRecords, listExports } from "@/lib/exports/schema.ts";
import { call } from "../api.ts";

const BUSY_MS = 2_000;
const CALM_MS = 10_000;

const SOON_MS = 60_000;

type Moving = { status: string; nextRunAt?: string | null };

/** True for what runs or is about to: its row changes within seconds. */
export function isBusy({ status, nextRunAt }: Moving): boolean {
  const due = nextRunAt ? Date.parse(nextRunAt) - Date.now() < SOON_MS : nextRunAt === undefined;
  return status === "RUNNING" || (status === "PENDING" && due);
}

/** Looks again soon while something runs; TanStack Query itself rests while the tab is hidden. */
function pace(rows: Moving[] | undefined): number {
  return rows?.some(isBusy) ? BUSY_MS : CALM_MS;
}

export type ListInput = z.input<typeof listExports>;

/** What the server has answered for the address that was asked for. */
export type FirstList = { input: ListInput; page: z.output<typeof exportPage> };

export function useExports(input: ListInput, first?: FirstList) {
  return useQuery({
    queryKey: ["exports", "list", input],
    initialData: first && hashKey([first.input]) === hashKey([input]) ? first.page : undefined,
    queryFn: ({ signal }) => call(exportOperations["exports.list"], input, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => pace(query.state.data?.items),
  });
}

export function exportQuery(id: string) {
  return queryOptions({
    queryKey: ["exports", "one", id],
    queryFn: ({ signal }) => call(exportOperations["exports.get"], { id }, { signal }),
    refetchInterval: (query) => pace(query.state.data && [query.state.data]),
  });
}

export function useRuns(id: string, busy: boolean) {
  return useInfiniteQuery({
    queryKey: ["exports", "runs", id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(exportOperations["exports.runs"], { id, cursor: pageParam, limit: 30 }, { signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) =>
      pace([
        ...(query.state.data?.pages.flatMap((page) => page.items) ?? []),
        ...(busy ? [{ status: "RUNNING" }] : []),
      ]),
  });
}

export function useRun(id: string, runId: string | null) {
  return useQuery({
    queryKey: ["exports", "run", id, runId],
    queryFn:
      runId === null
        ? skipToken
        : ({ signal }) => call(exportOperations["exports.run"], { id, runId }, { signal }),
    refetchInterval: (query) => pace(query.state.data && [query.state.data]),
  });
}

export function useRecords(
  id: string,
  runId: string,
  wanted: Pick<ListRecords, "verdict" | "search">,
  running: boolean,
) {
  const search = wanted.search || undefined;
  return useInfiniteQuery({
    queryKey: ["exports", "records", id, runId, wanted.verdict, search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        exportOperations["exports.records"],
        { id, runId, verdict: wanted.verdict, search, cursor: pageParam },
        { signal },
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: running ? BUSY_MS * 2 : false,
  });
}

/** What the export would carry; a newer input cancels the call for the older one. */
export function usePreview(input: CreateExport | null) {
  return useQuery({
    queryKey: ["exports", "preview", input],
    queryFn:
      input === null
        ? skipToken
        : ({ signal }) => call(exportOperations["exports.preview"], input, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export function useStopPreview(id: string | null) {
  return useQuery({
    queryKey: ["exports", "stop-preview", id],
    enabled: id !== null,
    gcTime: 0,
    queryFn: ({ signal }) => call(exportOperations["exports.stopPreview"], { id: id ?? "" }, { signal }),
  });
}

export function useEventCatalogue(enabled: boolean) {
  return useQuery({
    queryKey: ["events", "names", "for exports"],
    enabled,
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const [seen, system] = await Promise.all([
        call(eventsOperations["events.names"], { limit: 500 }, { signal }),
        call(eventsOperations["events.system"], {}, { signal }),
      ]);
      return { seen: seen.items, system: system.items };
    },
  });
}
