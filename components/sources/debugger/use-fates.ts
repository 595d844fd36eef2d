"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import type { FatesView } from "@/lib/destinations/schema.ts";
import type { CallView } from "@/lib/sources/schema.ts";
import { useDestinations } from "../../destinations/queries.ts";
import { operationQuery } from "../../operation-query.ts";

export type FateOfCall = FatesView["items"][number];
/** By call, then by destination in the order of their list. */
export type Fates = ReadonlyMap<string, FateOfCall[]>;

const none: Fates = new Map();
const ASK_MS = 2_000;
const MOST = 200;

/** Nothing about it will change by itself. */
const isDecided = ({ fate }: FateOfCall): boolean => fate !== "waiting" && fate !== "retrying";

/** The fates with what has just been told; those that are as before keep their object, so that rows are not drawn again. */
export function mergeFates(known: Fates, items: FateOfCall[]): Fates {
  const told = new Map<string, FateOfCall[]>();
  for (const item of items) {
    const before = told.get(item.callId);
    if (before) {
      before.push(item);
    } else {
      told.set(item.callId, [item]);
    }
  }
  const changed = [...told].filter(
    ([callId, fates]) => JSON.stringify(known.get(callId)) !== JSON.stringify(fates),
  );
  return changed.length === 0 ? known : new Map([...known, ...changed]);
}

/**
 * What became of calls at each destination of their source; calls are asked about again until all their fates are
 * decided. Whether there are destinations at all is told with it.
 */
export function useFates(sourceId: string, calls: CallView[]): { fates: Fates; has: boolean } {
  const destinations = useDestinations(sourceId);
  const has = (destinations.data?.items.length ?? 0) > 0;
  const [fates, setFates] = useState(none);
  const open = calls.filter(
    ({ id, outcome }) => outcome === "accepted" && !(fates.get(id)?.every(isDecided) ?? false),
  );
  const ids = open.slice(0, MOST).map(({ id }) => id);
  const { data } = useQuery({
    ...operationQuery(operations["destinations.fates"], { id: sourceId, calls: ids.join(",") }),
    enabled: has && ids.length > 0,
    refetchInterval: ASK_MS,
    gcTime: ASK_MS,
  });
  useEffect(() => {
    if (data) {
      setFates((known) => mergeFates(known, data.items));
    }
  }, [data]);
  return { fates, has };
}
