"use client";

import { Text } from "@mantine/core";
import { IconCloudDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView, RemoteAudiences } from "@/lib/integrations/schema.ts";
import { remoteMessages } from "@/lib/messages/audience-remote.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { operationQuery } from "../operation-query.ts";
import { Count } from "../ui/count.tsx";
import { Dash } from "../ui/dash.tsx";
import { type Column, DataTable, type RowAction } from "../ui/data-table.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { SideDrawer } from "../ui/side-drawer.tsx";
import { useVisitor } from "../visitor.tsx";

type Row = RemoteAudiences["items"][number];

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
    key: "size",
    header: "Users",
    align: "right",
    narrowWord: "users",
    render: ({ size }) => (size === null ? <Dash meaning="not known" /> : <Count value={size} />),
  },
];

function importAction(connection: ConnectionView, { id, csvUrl }: Row): RowAction {
  // The origin of such audiences bears the partner's name.
  const query = new URLSearchParams({
    create: "1",
    from: connection.partner,
    connection: connection.id,
    list: id,
  });
  return {
    label: remoteMessages.listed.import,
    icon: IconCloudDownload,
    quick: true,
    href: `/audiences?${query}`,
    disabledReason: csvUrl === null ? remoteMessages.listed.noFile : null,
  };
}

/** The audiences that the partner keeps, asked for when the drawer opens. */
export function AudiencesDrawer({
  connection,
  opened,
  onClose,
}: {
  connection: ConnectionView;
  opened: boolean;
  onClose: () => void;
}) {
  const list = useQuery({
    ...operationQuery(operations["connections.audiences"], { id: connection.id }),
    retry: false,
    staleTime: 0,
  });
  const mayImport = useVisitor().can("audiences.write");
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={`${words.audiences.title}: ${connection.nickname}`}
      size={620}
    >
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <DataTable
          label={words.audiences.title}
          columns={columns}
          rows={list.data?.items}
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          actions={mayImport ? (row) => [importAction(connection, row)] : undefined}
          empty={<Text c="dimmed">{words.audiences.none}</Text>}
        />
      )}
    </SideDrawer>
  );
}
