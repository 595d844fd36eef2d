"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyRow } from "@/lib/journeys/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { sayDone, sayProblem } from "../toast.ts";

const words = journeysMessages.actions;
export type JourneyVerb = "duplicate" | "archive" | "restore" | "resume";

const done = {
  duplicate: words.duplicated,
  archive: words.archived,
  restore: words.restored,
  resume: words.resumed,
};

export const journeyHref = (id: string): string => `/journeys/${id}`;

/** The list shows what was changed. */
export const refreshJourneys = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: operationKey(journeyOperations["journeys.list"]) });

/** What can be done with a journey without being asked twice; a copy is opened. */
export function useJourneyVerbs() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: ({ id, verb }: { id: string; verb: JourneyVerb }) =>
      call(journeyOperations[`journeys.${verb}`], { id }),
    onSuccess: async (saved: Pick<JourneyRow, "id" | "name">, { verb }) => {
      await refreshJourneys(client);
      sayDone(done[verb](saved.name));
      if (verb === "duplicate") {
        router.push(journeyHref(saved.id));
      }
    },
    onError: sayProblem,
  });
}

/** Begins a journey and opens it. */
export function useCreateJourney() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (input: { template?: string; entrySegmentId?: string }) =>
      call(journeyOperations["journeys.create"], input),
    onSuccess: async ({ id }) => {
      await refreshJourneys(client);
      router.push(journeyHref(id));
    },
    onError: sayProblem,
  });
}
