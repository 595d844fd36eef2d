"use client";

import { Alert, Button, Group, Progress, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { importOperations } from "@/lib/audiences/imports/operations.ts";
import type { ImportDetails } from "@/lib/audiences/imports/schema.ts";
import { importMessages as words } from "@/lib/messages/audience-imports.ts";
import { remoteMessages } from "@/lib/messages/audience-remote.ts";
import { hrefOf } from "../../api.ts";
import { operationQuery } from "../../operation-query.ts";
import { Count, countWords } from "../../ui/count.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Facts } from "../../ui/facts.tsx";
import classes from "./import.module.css";

function Refused({ of, audienceId }: { of: ImportDetails; audienceId: string }) {
  return (
    <section aria-label={words.refused.title}>
      <Group justify="space-between" mb={6}>
        <Title order={3}>{words.refused.title}</Title>
        <Button
          component="a"
          href={hrefOf(importOperations["audiences.imports.refusedCsv"], { id: audienceId, importId: of.id })}
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} />}
        >
          {words.refused.download}
        </Button>
      </Group>
      {of.refused > of.refusals.length && (
        <Text size="sm" c="dimmed" mb={4}>
          {words.refused.some(of.refusals.length.toLocaleString("en"), of.refused.toLocaleString("en"))}
        </Text>
      )}
      <table className={classes.refused} aria-label={words.refused.title}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Reason</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {of.refusals.map((row) => (
            <tr key={row.line}>
              <td className={classes.line}>{row.line}</td>
              <td>{row.reason}</td>
              <td className={classes.text}>{row.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

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
      {found.refusals.length > 0 && <Refused of={found} audienceId={audienceId} />}
    </Stack>
  );
}
