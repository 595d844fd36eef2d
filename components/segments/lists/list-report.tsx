"use client";

import { Alert, Progress, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listMessages } from "@/lib/messages/lists.ts";
import { listOperations } from "@/lib/segments/lists/operations.ts";
import type { ListImportDetails } from "@/lib/segments/lists/schema.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { hrefOf } from "../../api.ts";
import { RowReport } from "../../imports/row-report.tsx";
import { operationKey, operationQuery } from "../../operation-query.ts";
import { Count, countWords } from "../../ui/count.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Facts } from "../../ui/facts.tsx";

const words = listMessages.report;
const shown = [
  "rows",
  "found",
  "entered",
  "left",
  "unknown",
  "doubled",
  "repeated",
  "refused",
] as const satisfies (keyof typeof words.counts)[];

/** What a file did, and that it did not do it with all of its rows. */
function Done({ of }: { of: ListImportDetails }) {
  const notTaken = of.refused + of.unknown;
  return (
    <Alert color={notTaken > 0 ? "yellow" : "green"}>
      {words.done[of.mode]}
      {notTaken > 0 && words.but(notTaken)}
    </Alert>
  );
}

function State({ of }: { of: ListImportDetails }) {
  const percent = of.percent ?? 0;
  switch (of.status) {
    case "DONE":
      return of.found === 0 ? <Alert color="yellow">{words.nobody}</Alert> : <Done of={of} />;
    case "FAILED":
      return (
        <Alert color="red" title={words.failed}>
          {of.problem}
        </Alert>
      );
    case "APPLYING":
      return (
        <div>
          <Text size="sm" mb={4} role="status">
            {words.apply(percent)}
          </Text>
          <Progress value={percent} aria-label={words.apply(percent)} />
          <Text size="xs" c="dimmed" mt={4}>
            {words.keep}
          </Text>
        </div>
      );
    default:
      return (
        <Text size="sm" role="status">
          {words.read(countWords(of.rows, "row", "rows"))}
        </Text>
      );
  }
}

/** How far an import of a list is, and what came of it: counts, who is unknown, and the rows that were not taken. */
export function ListReport({ listId, importId }: { listId: string; importId: string }) {
  const client = useQueryClient();
  const where = { id: listId, importId };
  const asked = useQuery({
    ...operationQuery(listOperations["segments.lists.importOf"], where),
    refetchInterval: ({ state }) => (state.data?.endedAt ? false : 700),
  });
  const found = asked.data;
  const hasEnded = found?.endedAt != null;
  // Who looks at the list meanwhile sees its members as they are now.
  useEffect(() => {
    if (hasEnded) {
      for (const operation of [
        segmentOperations["segments.get"],
        segmentOperations["segments.list"],
        listOperations["segments.lists.imports"],
      ]) {
        void client.invalidateQueries({ queryKey: operationKey(operation) });
      }
    }
  }, [client, hasEnded]);
  if (!found) {
    return asked.error ? (
      <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
    ) : (
      <Skeleton height={120} />
    );
  }
  return (
    <Stack>
      <State of={found} />
      <Facts
        facts={shown.map((name) => ({ label: words.counts[name], value: <Count value={found[name]} /> }))}
      />
      {hasEnded && found.unknown > 0 && <Text size="sm">{words.unknown(found.unknown)}</Text>}
      {found.refusals.length > 0 && (
        <RowReport
          {...words.notTaken}
          href={hrefOf(listOperations["segments.lists.notTakenCsv"], where)}
          rows={found.refusals}
          of={found.refused + found.unknown}
        />
      )}
    </Stack>
  );
}
