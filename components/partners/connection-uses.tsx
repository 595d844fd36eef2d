"use client";

import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@/components/ui/link.tsx";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionUses as Uses } from "@/lib/integrations/schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { operationQuery } from "../operation-query.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { useFaces } from "./use-faces.ts";
import { UseStatus } from "./use-status.tsx";

const POLL_MS = 10_000;

type Use = Uses["items"][number];

const hrefOf = (use: Use): string => useFaces[use.kind].href(use);

const columns: Column<Use>[] = [
  {
    key: "name",
    header: "Name",
    narrow: "title",
    render: (use) => (
      <Anchor component={Link} size="sm" href={hrefOf(use)}>
        {use.name}
      </Anchor>
    ),
  },
  { key: "kind", header: "Kind", render: ({ kind }) => useFaces[kind].one },
  { key: "status", header: "Status", render: ({ status }) => <UseStatus status={status} /> },
];

/** Transfers that wait or run and destinations of sources that send through a connection; exports have a list of their own. */
export function ConnectionUses({ id, initial }: { id: string; initial?: Uses }) {
  const uses = useQuery({
    ...operationQuery(operations["connections.uses"], { id }),
    initialData: initial,
    refetchInterval: POLL_MS,
  });
  if (uses.error && !uses.data) {
    return <ErrorState error={uses.error} onRetry={() => uses.refetch()} />;
  }
  return (
    <DataTable
      label={words.page.uses}
      columns={columns}
      rows={uses.data?.items.filter(({ kind }) => kind !== "export")}
      rowKey={(use) => use.id}
      rowHref={hrefOf}
      skeletonRows={2}
      empty={
        <Text c="dimmed" size="sm">
          {words.page.noUses}
        </Text>
      }
    />
  );
}
