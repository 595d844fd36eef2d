"use client";

import { type UrlState, useUrlState } from "../ui/use-url-state.ts";
import { filterGroups, type ListAddress, readListAddress } from "./list-address.ts";

export type ListState = ListAddress & {
  url: UrlState;
  filterCount: number;
  /** anything that may hide an export */
  narrowed: boolean;
  reset(): void;
};

/** The list's state as the address says it. */
export function useListState(): ListState {
  const url = useUrlState();
  const address = readListAddress(url);
  const { filters, from, to, search } = address;
  const filterCount = filterGroups.reduce((sum, group) => sum + filters[group.key].length, 0);
  return {
    ...address,
    url,
    filterCount,
    narrowed: filterCount > 0 || from !== null || to !== null || search !== "",
    reset: () =>
      url.set({
        q: null,
        from: null,
        to: null,
        ...Object.fromEntries(filterGroups.map((g) => [g.key, null])),
      }),
  };
}
