import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { definition } from "@/lib/segments/definition.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { operationQuery } from "../operation-query.ts";
import type { Draft } from "./draft.ts";

const PAUSE_MS = 400;

/** The reach of what is built, a moment after each change; a question that is outdated is cancelled. Exact on demand. */
export function useReach(draft: Draft) {
  const [settled] = useDebouncedValue(draft, PAUSE_MS);
  const [exactOf, setExactOf] = useState<Draft>();
  const exact = exactOf === settled;
  const isComplete = definition.safeParse(settled).success;
  const query = useQuery({
    ...operationQuery(segmentOperations["segments.reach"], { definition: settled, exact }),
    enabled: isComplete,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return {
    query,
    isComplete,
    isCurrent: isComplete && settled === draft && !query.isPlaceholderData,
    exact,
    countExactly: () => setExactOf(settled),
  };
}
