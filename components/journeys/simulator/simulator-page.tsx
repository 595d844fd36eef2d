"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyView } from "@/lib/journeys/schema.ts";
import { journeySimulatorMessages as words } from "@/lib/messages/journey-simulator.ts";
import { operationQuery } from "../../operation-query.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Simulator } from "./simulator.tsx";

/** The page on which the draft of one journey is tried. */
export function SimulatorPage({ id, initial }: { id: string; initial?: JourneyView }) {
  const asked = useQuery({
    ...operationQuery(journeyOperations["journeys.get"], { id }),
    initialData: initial,
    retry: false,
  });
  if (!asked.data) {
    return asked.error ? (
      <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
    ) : (
      <Skeleton height={480} />
    );
  }
  const { name, draft } = asked.data;
  return (
    <>
      <PageHeader
        above={<BackLink href={`/journeys/${id}`}>{words.back}</BackLink>}
        title={words.of(name)}
        description={words.text}
      />
      <Simulator journeyId={id} name={name} document={draft} />
    </>
  );
}
