import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { definition } from "@/lib/segments/definition.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { operationQuery } from "../operation-query.ts";
import type { Draft } from "./draft.ts";

const PAUSE_MS = 400;

/** The reach of what is built, a moment after each change; a question that is outdated is cancelled. */
export function useReach(draft: Draft) {
  const [settled] = useDebouncedValue(draft, PAUSE_MS);
  const isComplete = definition.safeParse(settled).success;
  const query = useQuery({
    ...operationQuery(segmentOperations["segments.reach"], { definition: settled }),
    enabled: isComplete,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { query, isComplete, isCurrent: isComplete && settled === draft && !query.isPlaceholderData };
}
