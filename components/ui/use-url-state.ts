"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

export type UrlState = {
  get(name: string): string | null;
  getAll(name: string): string[];
  /** Sets, replaces (arrays: repeats) or removes (null, "", []) parameters; the page number goes unless it is set. */
  set(changes: Record<string, string | number | string[] | null>): void;
};

/** What a list shows (filters, page, search) lives in the address, so that it can be shared and survives a reload. */
export function useUrlState(): UrlState {
  const params = useSearchParams();
  const pathname = usePathname();
  const set = useCallback(
    (changes: Record<string, string | number | string[] | null>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries({ page: null, ...changes })) {
        next.delete(name);
        for (const item of Array.isArray(value) ? value : [value]) {
          if (item !== null && item !== "") {
            next.append(name, String(item));
          }
        }
      }
      const text = next.toString();
      window.history.replaceState(null, "", text ? `${pathname}?${text}` : pathname);
    },
    [pathname],
  );
  return { get: (name) => params.get(name), getAll: (name) => params.getAll(name), set };
}
