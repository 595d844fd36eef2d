"use client";

import { Button, Code, Stack, Text } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconKey, IconKeyOff, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import type { ApiKeyView } from "@/lib/access/schema.ts";
import { access, roleWords } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { Chip } from "../ui/chip.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Time } from "../ui/time.tsx";
import { useVisitor } from "../visitor.tsx";
import { ApiKeyDrawer } from "./api-key-drawer.tsx";
import { apiKeysQuery } from "./queries.ts";
import { useRevoke } from "./use-revoke.tsx";

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
  const { workspaceId } = useVisitor();
  const keys = useQuery({ ...apiKeysQuery, initialData: first });
  const [creating, { open, close }] = useDisclosure(false);
  const revoking = useRevoke<ApiKeyView>({
    label: "Revoke key",
    icon: IconKeyOff,
    over: (key) => (key.revokedAt ? "It is revoked already" : null),
    revoke: ({ id }) => call(operations["apiKeys.revoke"], { id }),
    listKey: apiKeysQuery.queryKey,
    title: (key) => `Revoke ${key?.name}?`,
    text: () => access.keys.revokeHelp,
  });
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
        actions={revoking.actions}
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
      <Stack gap={4} mt="lg">
        <CopyField label={access.keys.account} value={workspaceId} />
        <Text size="sm" c="dimmed">
          {access.keys.accountHelp}
        </Text>
      </Stack>
      <ApiKeyDrawer opened={creating} onClose={close} />
      {revoking.question}
    </>
  );
}
