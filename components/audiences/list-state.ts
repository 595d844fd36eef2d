"use client";

import type { z } from "zod";
import { originIds } from "@/lib/audiences/origins.ts";
import { audienceSorts, type listAudiences, perPageChoices } from "@/lib/audiences/schema.ts";
import { type UrlState, useUrlState } from "../ui/use-url-state.ts";

export type ListState = {
  url: UrlState;
  input: Required<z.input<typeof listAudiences>> & { page: number; perPage: number };
  search: string;
  origin: string;
  /** anything that may hide an audience */
  narrowed: boolean;
  reset(): void;
};

/** The list's state as the address says it; what is not valid there counts as not said. */
export function useListState(): ListState {
  const url = useUrlState();
  const search = url.get("q") ?? "";
  const origin = originIds.find((id) => id === url.get("origin"));
  const wantedSize = Number(url.get("perPage"));
  return {
    url,
    search,
    origin: origin ?? "",
    narrowed: search !== "" || origin !== undefined,
    input: {
      search,
      origin: origin ? [origin] : [],
      sort: audienceSorts.find((sort) => sort === url.get("sort")) ?? "created",
      direction: url.get("direction") === "asc" ? "asc" : "desc",
      page: Math.min(10_000, Math.max(1, Math.floor(Number(url.get("page"))) || 1)),
      perPage: perPageChoices.find((choice) => choice === wantedSize) ?? 20,
    },
    reset: () => url.set({ q: null, origin: null }),
  };
}
