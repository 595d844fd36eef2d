"use client";

import { Alert, Button, Group, Modal, Stack, Text, Title } from "@mantine/core";
import { IconBan, IconCircleCheck, IconKey, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import type { AudienceKeyView, AudienceView } from "@/lib/audiences/schema.ts";
import { audiencesMessages } from "@/lib/messages/audiences.ts";
import { call } from "../api.ts";
import { operationQuery } from "../operation-query.ts";
import { sayDone, sayProblem } from "../toast.ts";
import { Chip } from "../ui/chip.tsx";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Time } from "../ui/time.tsx";
import { usePanel } from "../use-panel.ts";
import { useVisitor } from "../visitor.tsx";
import { refreshAudiences } from "./refresh.ts";

const words = audiencesMessages.keys;

const columns: Column<AudienceKeyView>[] = [
  { key: "key", header: "Key", narrow: "title", render: (key) => <code>••••{key.last4}</code> },
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
    narrowWord: "used",
    render: (key) => (key.lastUsedAt ? <Time at={key.lastUsedAt} relative /> : "never"),
  },
  { key: "by", header: "Created by", narrow: "hide", render: (key) => key.createdBy },
  { key: "at", header: "Created", narrow: "hide", render: (key) => <Time at={key.createdAt} /> },
];

/** The keys of an audience: another one while the old one goes on working, then the old one revoked. */
export function Keys({ audience, onMade }: { audience: AudienceView; onMade: (key: string) => void }) {
  const client = useQueryClient();
  const mayWrite = useVisitor().can("audiences.write");
  const fresh = usePanel<string>();
  const revoking = usePanel<AudienceKeyView>();
  const list = useQuery({
    ...operationQuery(audienceOperations["audiences.keys.list"], { id: audience.id }),
    refetchInterval: 5_000,
  });
  const create = useMutation({
    mutationFn: () => call(audienceOperations["audiences.keys.create"], { id: audience.id }),
    onSuccess: async ({ key }) => {
      await refreshAudiences(client);
      onMade(key);
      fresh.show(key);
    },
    onError: sayProblem,
  });
  const live = list.data?.items.filter((key) => key.revokedAt === null).length ?? 0;
  const revoked = revoking.panel?.subject;
  return (
    <section aria-labelledby="audience-keys">
      <Group justify="space-between" mb="xs" gap="xs">
        <div style={{ flex: "1 1 320px" }}>
          <Title order={2} size="h3" id="audience-keys">
            {words.title}
          </Title>
          <Text size="sm" c="dimmed">
            {words.help}
          </Text>
        </div>
        {mayWrite && (
          <Button
            variant="default"
            leftSection={<IconPlus size={15} />}
            loading={create.isPending}
            onClick={() => create.mutate()}
          >
            {words.create}
          </Button>
        )}
      </Group>
      {list.error && !list.data ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <DataTable
          label="Keys"
          columns={columns}
          rows={list.data?.items}
          rowKey={(key) => key.id}
          rowName={(key) => `••••${key.last4}`}
          skeletonRows={1}
          actions={
            mayWrite
              ? (key) => [
                  {
                    label: "Revoke key",
                    icon: IconBan,
                    danger: true,
                    quick: true,
                    disabledReason: key.revokedAt ? "It is revoked already" : null,
                    onClick: () => revoking.show(key),
                  },
                ]
              : undefined
          }
        />
      )}
      <Modal
        opened={fresh.panel?.opened ?? false}
        onClose={fresh.close}
        title="Key created"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack>
          <CopyField label={audiencesMessages.key} value={fresh.panel?.subject ?? ""} />
          <Alert icon={<IconKey size={18} />} color="yellow" variant="light">
            {words.once}
          </Alert>
        </Stack>
      </Modal>
      <ConfirmModal
        opened={revoking.panel?.opened ?? false}
        onClose={revoking.close}
        onConfirm={async () => {
          if (revoked) {
            await call(audienceOperations["audiences.keys.revoke"], { id: audience.id, keyId: revoked.id });
            await refreshAudiences(client);
            sayDone("The key is revoked");
          }
        }}
        title={`Revoke ••••${revoked?.last4 ?? ""}?`}
        confirmLabel="Revoke key"
        danger
      >
        {words.revoke} {live === 1 && words.lastOne}
      </ConfirmModal>
    </section>
  );
}
