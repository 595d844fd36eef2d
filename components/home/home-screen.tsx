"use client";

import { Skeleton, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { homeOperations } from "@/lib/home/operations.ts";
import type { OverviewView } from "@/lib/home/schema.ts";
import { homeMessages as words } from "@/lib/messages/home.ts";
import { operationQuery } from "../operation-query.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Counters } from "./counters.tsx";
import { GetGoing } from "./get-going.tsx";
import { NowAndNext } from "./now-and-next.tsx";
import { Problems } from "./problems.tsx";

function isNew({ start }: OverviewView): boolean {
  return !(start.source && start.received && start.connection && start.export);
}

/** Is everything well, and what needs you: problems first, then what happened and what comes. */
export function HomeScreen({ initial }: { initial?: OverviewView }) {
  const asked = useQuery({
    ...operationQuery(homeOperations["overview.get"], {}),
    initialData: initial,
    refetchInterval: 10_000,
  });
  const overview = asked.data;
  return (
    <>
      <PageHeader title={words.title} description={words.description} />
      {asked.error && !overview && <ErrorState error={asked.error} onRetry={() => asked.refetch()} />}
      {asked.isPending && (
        <Stack>
          <Skeleton height={64} />
          <Skeleton height={110} />
          <Skeleton height={160} />
        </Stack>
      )}
      {overview && (
        <Stack gap="xl">
          {isNew(overview) && <GetGoing start={overview.start} />}
          <Problems problems={overview.problems} quiet={isNew(overview)} />
          <section aria-labelledby="counters">
            <Title order={2} id="counters" mb="xs">
              {words.counters.title}
            </Title>
            <Counters overview={overview} />
          </section>
          <section aria-labelledby="now">
            <Title order={2} id="now" mb="xs">
              {words.now}
            </Title>
            <NowAndNext coming={overview.coming} />
          </section>
        </Stack>
      )}
    </>
  );
}
