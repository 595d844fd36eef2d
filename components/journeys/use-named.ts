import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { mentionedIn, namedBy } from "@/lib/journeys/mentioned.ts";
import type { Named } from "@/lib/journeys/nodes/mentions.ts";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import { operationQuery } from "../operation-query.ts";

const PATIENCE_MS = 60_000;
const unknown: Named = () => undefined;

/** What the segments, audiences and journeys are called that a document speaks of; the same function while it says the same. */
export function useNamed(document: Pick<JourneyDraft, "nodes"> | undefined): Named {
  const asked = useMemo(() => mentionedIn(document ? [document] : []), [document]);
  const answer = useQuery({
    ...operationQuery(journeySeeingOperations["journeys.names"], asked),
    enabled: Object.values(asked).some((ids) => ids.length > 0),
    placeholderData: keepPreviousData,
    staleTime: PATIENCE_MS,
    retry: false,
  });
  return useMemo(() => (answer.data ? namedBy(answer.data) : unknown), [answer.data]);
}
