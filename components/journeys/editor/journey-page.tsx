"use client";

import { Button, Skeleton } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyView } from "@/lib/journeys/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { ApiError } from "../../api.ts";
import { operationQuery } from "../../operation-query.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import { JourneyEditor } from "./journey-editor.tsx";

const words = journeysMessages.page.missing;

/** The page of one journey. */
export function JourneyPage({ id, initial }: { id: string; initial?: JourneyView }) {
  const options = operationQuery(journeyOperations["journeys.get"], { id });
  const asked = useQuery({
    ...options,
    queryKey: [...options.queryKey, "edit"],
    initialData: initial,
    // What is drawn must not change under the hands of who draws it; whoever comes back sees what is kept then.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const code = asked.error instanceof ApiError ? asked.error.problem.code : null;
  if (code === "not_found" || (code === "invalid" && !asked.data)) {
    return (
      <EmptyState
        icon={IconRoute}
        title={words.title}
        action={
          <Button component={Link} href="/journeys">
            {words.open}
          </Button>
        }
      >
        {words.text}
      </EmptyState>
    );
  }
  if (!asked.data) {
    return asked.error ? (
      <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
    ) : (
      <Skeleton height={480} />
    );
  }
  return <JourneyEditor initial={asked.data} />;
}
