"use client";

import { useQuery } from "@tanstack/react-query";
import { integrationsOperations } from "@/lib/integrations/operations.ts";
import type { PartnerId } from "@/lib/partners/catalog.ts";
import { call } from "../api.ts";
import { exportQuery } from "./queries.ts";

export type DrawerTarget =
  | { kind: "create"; partner: PartnerId | null; connectionId: string | null }
  | { kind: "edit"; id: string; partner: string };

/** What the drawer needs before it can show its form: the connections, and the export that is edited. */
export function useDrawerSources(target: DrawerTarget, opened: boolean) {
  const editing = target.kind === "edit";
  const connections = useQuery({
    queryKey: ["connections", "for exports"],
    enabled: opened,
    queryFn: ({ signal }) =>
      call(integrationsOperations["connections.list"], { capability: "export", limit: 100 }, { signal }).then(
        (page) => page.items,
      ),
  });
  const existing = useQuery({
    ...exportQuery(editing ? target.id : ""),
    enabled: opened && editing,
    // The form must not change under the hands of who edits it.
    refetchInterval: false,
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
  return { connections, existing, failed: connections.error ?? existing.error };
}

/** The connection of the export that is edited is shown even when it is not among those listed. */
export function withOwn<Item extends { id: string; nickname: string }>(
  list: Item[],
  before: { connectionId: string; nickname: string },
): Item[] {
  const first = list[0];
  return list.some((each) => each.id === before.connectionId) || !first
    ? list
    : [{ ...first, id: before.connectionId, nickname: before.nickname }, ...list];
}
