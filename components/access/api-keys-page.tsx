"use client";

import { Button, Code } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconKey, IconKeyOff, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import type { ApiKeyView } from "@/lib/access/schema.ts";
import { access, roleWords } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { Chip } from "../ui/chip.tsx";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Time } from "../ui/time.tsx";
import { ApiKeyDrawer } from "./api-key-drawer.tsx";
import { apiKeysQuery } from "./queries.ts";

const columns: Column<ApiKeyView>[] = [
  { key: "name", header: "Name", narrow: "title", render: ({ name }) => name },
  { key: "key", header: "Key", render: ({ last4 }) => <Code>••••{last4}</Code> },
  { key: "role", header: "Role", render: ({ role }) => roleWords[role].name },
  {
    key: "state",
    header: "State",
    render: ({ revokedAt }) => (
      <Chip tone={revokedAt ? "grey" : "green"} icon={revokedAt ? IconKeyOff : IconKey}>
        {revokedAt ? "Revoked" : "Active"}
      </Chip>
    ),
  },
  { key: "by", header: "Created by", narrow: "hide", render: ({ createdBy }) => createdBy },
  {
    key: "created",
    header: "Created",
    narrow: "hide",
    render: ({ createdAt }) => <Time at={createdAt} precision="day" />,
  },
  {
    key: "used",
    header: "Last used",
    render: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} relative /> : "never"),
  },
];

/** The workspace's API keys: create, see their use, revoke. */
export function ApiKeysPage({ first }: { first: { items: ApiKeyView[] } }) {
  const client = useQueryClient();
  const keys = useQuery({ ...apiKeysQuery, initialData: first });
  const [creating, { open, close }] = useDisclosure(false);
  const [revoking, setRevoking] = useState<ApiKeyView | null>(null);
  useHotkeys([["n", open]]);
  return (
    <>
      <PageHeader
        title={access.keys.title}
        description={access.keys.description}
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={open}>
            {access.keys.create}
          </Button>
        }
      />
      {keys.error && <ErrorState error={keys.error} onRetry={() => keys.refetch()} />}
      <DataTable
        label="API keys"
        columns={columns}
        rows={keys.data.items}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        actions={(key) => [
          {
            label: "Revoke key",
            icon: IconKeyOff,
            danger: true,
            quick: true,
            disabledReason: key.revokedAt ? "It is revoked already" : null,
            onClick: () => setRevoking(key),
          },
        ]}
        empty={
          <EmptyState
            icon={IconKey}
            title={access.keys.none}
            action={
              <Button variant="default" onClick={open}>
                {access.keys.create}
              </Button>
            }
          >
            {access.keys.noneHelp}
          </EmptyState>
        }
      />
      <ApiKeyDrawer opened={creating} onClose={close} />
      <ConfirmModal
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={`Revoke ${revoking?.name}?`}
        confirmLabel="Revoke key"
        danger
        onConfirm={async () => {
          if (revoking) {
            await call(operations["apiKeys.revoke"], { id: revoking.id });
            await client.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
          }
        }}
      >
        {access.keys.revokeHelp}
      </ConfirmModal>
    </>
  );
}
