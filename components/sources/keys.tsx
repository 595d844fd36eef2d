"use client";

import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBan, IconCircleCheck, IconKey, IconPlus } from "@tabler/icons-react";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sourcesMessages } from "@/lib/messages/sources.ts";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import type { SourceView, WriteKeyView } from "@/lib/sources/schema.ts";
import { ApiError, call } from "../api.ts";
import { operationKey, operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { Chip } from "../ui/chip.tsx";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { useVisitor } from "../visitor.tsx";
import { rememberKey } from "./fresh-keys.ts";

const words = sourcesMessages.keys;

const columns: Column<WriteKeyView>[] = [
  {
    key: "name",
    header: "Name",
    narrow: "title",
    render: (key) => <strong style={{ fontWeight: 500 }}>{key.name}</strong>,
  },
  { key: "key", header: "Key", render: (key) => <code>••••{key.last4}</code> },
  {
    key: "state",
    header: "State",
    render: (key) =>
      key.revokedAt ? (
        <Chip tone="grey" icon={IconBan} tooltip={<Time at={key.revokedAt} />}>
          Revoked
        </Chip>
      ) : (
        <Chip tone="green" icon={IconCircleCheck}>
          Live
        </Chip>
      ),
  },
  {
    key: "used",
    header: "Last used",
    render: (key) => (key.lastUsedAt ? <Time at={key.lastUsedAt} relative /> : "never"),
  },
  { key: "by", header: "Created by", narrow: "hide", render: (key) => key.createdBy },
  { key: "at", header: "Created", narrow: "hide", render: (key) => <Time at={key.createdAt} /> },
];

/** Sources tell how many keys they have, so they are asked again as well. */
async function keysChanged(client: QueryClient): Promise<void> {
  const changed = ["sources.keys.list", "sources.get", "sources.list"] as const;
  await Promise.all(
    changed.map((id) => client.invalidateQueries({ queryKey: operationKey(sourcesOperations[id]) })),
  );
}

/** Asks for a name, then shows the new key, this once. */
function CreateKey({
  source,
  opened,
  onClose,
}: {
  source: SourceView;
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: () => call(sourcesOperations["sources.keys.create"], { id: source.id, name }),
    onSuccess: (made) => {
      rememberKey(source.id, made.key);
      return keysChanged(client);
    },
  });
  function close(): void {
    onClose();
    setName("");
    create.reset();
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    create.mutate();
  }
  const made = create.data;
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={made ? "Write key created" : "Create write key"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {made ? (
        <Stack>
          <CopyField label="Write key" value={made.key} />
          <Alert icon={<IconKey size={18} />} color="yellow" variant="light">
            {words.once}
          </Alert>
          <Group justify="flex-end">
            <Button onClick={close}>Close</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label="Name"
              description="What uses it, for example “Shop, production”."
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={create.error instanceof ApiError ? create.error.problem.detail : undefined}
              maxLength={80}
              required
              data-autofocus
            />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending}>
                Create write key
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

/** The write keys of a source; Admins create and revoke them. */
export function Keys({ source }: { source: SourceView }) {
  const client = useQueryClient();
  const mayWrite = useVisitor().can("sources.write");
  const url = useUrlState();
  const [creating, { open, close }] = useDisclosure(mayWrite && url.get("create") === "1");
  const [revoking, setRevoking] = useState<WriteKeyView | null>(null);
  const list = useQuery(operationQuery(sourcesOperations["sources.keys.list"], { id: source.id }));
  async function revoke(key: WriteKeyView): Promise<void> {
    await call(sourcesOperations["sources.keys.revoke"], { id: source.id, keyId: key.id });
    await keysChanged(client);
    sayDone(`The write key ${key.name} is revoked`);
  }
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  const create = (
    <Button size="xs" leftSection={<IconPlus size={15} />} onClick={open}>
      {words.create}
    </Button>
  );
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text size="sm" c="dimmed">
          {mayWrite
            ? "Each sender should have a key of its own, so that one can be revoked alone."
            : words.adminsOnly}
        </Text>
        {mayWrite && list.data?.items.length !== 0 && create}
      </Group>
      <DataTable
        label="Write keys"
        columns={columns}
        rows={list.data?.items}
        rowKey={(key) => key.id}
        rowName={(key) => key.name}
        skeletonRows={2}
        actions={
          mayWrite
            ? (key) => [
                {
                  label: "Revoke key",
                  icon: IconBan,
                  danger: true,
                  quick: true,
                  disabledReason: key.revokedAt ? "It is revoked already" : null,
                  onClick: () => setRevoking(key),
                },
              ]
            : undefined
        }
        empty={
          <EmptyState icon={IconKey} title="No write key" action={mayWrite ? create : undefined}>
            {words.empty}
          </EmptyState>
        }
      />
      <CreateKey
        source={source}
        opened={creating}
        onClose={() => {
          close();
          url.set({ create: null });
        }}
      />
      <ConfirmModal
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        onConfirm={async () => {
          if (revoking) {
            await revoke(revoking);
          }
        }}
        title="Revoke write key?"
        confirmLabel="Revoke key"
        danger
      >
        <Text>
          <strong>{revoking?.name}</strong> (••••{revoking?.last4})
        </Text>
        <Text size="sm" mt="xs">
          {words.revoke}
        </Text>
      </ConfirmModal>
    </>
  );
}
