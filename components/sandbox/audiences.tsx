"use client";

import { Text, Title } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { sandboxMessages as words } from "@/lib/messages/sandbox.ts";
import { sandboxOperations as operations } from "@/lib/sandbox/operations.ts";
import type { SandboxAudiences } from "@/lib/sandbox/schema.ts";
import { operationQuery } from "../operation-query.ts";
import { Count } from "../ui/count.tsx";
import { Dash } from "../ui/dash.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Time } from "../ui/time.tsx";

type Row = SandboxAudiences["items"][number];

const columns: Column<Row>[] = [
  {
    key: "name",
    header: "Audience",
    narrow: "title",
    render: ({ name }) => (
      <Text size="sm" fw={500} style={{ overflowWrap: "anywhere" }}>
        {name}
      </Text>
    ),
  },
  { key: "identifier", header: "Identifier column", render: ({ identifier }) => identifier },
  {
    key: "rows",
    header: "Users",
    align: "right",
    narrowWord: "users",
    render: ({ rows }) => <Count value={rows} />,
  },
  {
    key: "file",
    header: "File",
    narrow: "hide",
    render: ({ fileName }) =>
      fileName === "" ? (
        <Dash meaning="made of answers, without a file" />
      ) : (
        <Text size="sm" ff="monospace" style={{ overflowWrap: "anywhere" }}>
          {fileName}
        </Text>
      ),
  },
  { key: "at", header: "Received", render: ({ createdAt }) => <Time at={createdAt} precision="second" /> },
];

/** The lists of users that a partner was given. */
export function Audiences({ connectionId }: { connectionId: string }) {
  const list = useQuery({
    ...operationQuery(operations["sandbox.audiences.list"], { id: connectionId }),
    refetchInterval: 5_000,
  });
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  return (
    <section aria-labelledby="audiences-title">
      <Title order={2} id="audiences-title" mb="sm">
        {words.audiences.title}
      </Title>
      <DataTable
        label={words.audiences.title}
        columns={columns}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        empty={
          <EmptyState icon={IconUsersGroup} title={words.audiences.none.title}>
            {words.audiences.none.text}
          </EmptyState>
        }
      />
    </section>
  );
}
