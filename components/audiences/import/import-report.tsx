"use client";

import { Alert, Progress, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { importOperations } from "@/lib/audiences/imports/operations.ts";
import type { ImportDetails } from "@/lib/audiences/imports/schema.ts";
import { importMessages as words } from "@/lib/messages/audience-imports.ts";
import { remoteMessages } from "@/lib/messages/audience-remote.ts";
import { hrefOf } from "../../api.ts";
import { RowReport } from "../../imports/row-report.tsx";
import { operationQuery } from "../../operation-query.ts";
import { Count, countWords } from "../../ui/count.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Facts } from "../../ui/facts.tsx";

function readingWords({ fetched, rows }: ImportDetails): string {
  const counted = countWords(rows, "row", "rows");
  if (!fetched) {
    return words.read(counted);
  }
  return rows === 0 ? remoteMessages.waiting : remoteMessages.reading(counted);
}

/** How far an import is, and what came of it: counts and the refused rows. */
export function ImportReport({ audienceId, importId }: { audienceId: string; importId: string }) {
  const asked = useQuery({
    ...operationQuery(importOperations["audiences.imports.get"], { id: audienceId, importId }),
    refetchInterval: ({ state }) => (state.data?.endedAt ? false : 700),
  });
  const found = asked.data;
  if (!found) {
    return asked.error ? (
      <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
    ) : (
      <Skeleton height={120} />
    );
  }
  const counts = words.counts;
  return (
    <Stack>
      {found.status === "DONE" && <Alert color="green">{words.done}.</Alert>}
      {found.status === "FAILED" && (
        <Alert color="red" title={words.failed}>
          {found.problem}
        </Alert>
      )}
      {found.status === "APPLYING" && (
        <div>
          <Text size="sm" mb={4} role="status">
            {words.apply(found.percent ?? 0)}
          </Text>
          <Progress value={found.percent ?? 0} aria-label={words.apply(found.percent ?? 0)} />
          <Text size="xs" c="dimmed" mt={4}>
            {words.keep}
          </Text>
        </div>
      )}
      {found.status === "UPLOADING" && (
        <Text size="sm" role="status">
          {readingWords(found)}
        </Text>
      )}
      <Facts
        facts={(["rows", "accepted", "joined", "left", "repeated", "refused"] as const).map((name) => ({
          label: counts[name],
          value: <Count value={found[name]} />,
        }))}
      />
      {found.refusals.length > 0 && (
        <RowReport
          {...words.refused}
          href={hrefOf(importOperations["audiences.imports.refusedCsv"], { id: audienceId, importId })}
          rows={found.refusals}
          of={found.refused}
        />
      )}
    </Stack>
  );
}
