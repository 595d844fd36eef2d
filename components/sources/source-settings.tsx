"use client";

import { Alert, Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { sourcesMessages } from "@/lib/messages/sources.ts";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import type { SourceView, UpdateSource } from "@/lib/sources/schema.ts";
import { ApiError, call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { sayDone, sayProblem } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { useUnsaved } from "../ui/leave-guard.tsx";

const words = sourcesMessages.settings;

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" gap="md" align="center">
        <div style={{ flex: "1 1 320px" }}>
          <Title order={2} size="h3">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        </div>
        {children}
      </Group>
    </Paper>
  );
}

/** Rename, enable or disable, archive. */
export function SourceSettings({ source }: { source: SourceView }) {
  const client = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState(source.name);
  useUnsaved(name.trim() !== source.name);
  const [disabling, { open: askDisable, close: stopDisable }] = useDisclosure(false);
  const [archiving, { open: askArchive, close: stopArchive }] = useDisclosure(false);
  const update = useMutation({
    mutationFn: (changes: Omit<UpdateSource, "id">) =>
      call(sourcesOperations["sources.update"], { id: source.id, ...changes }),
    onSuccess: (changed) => {
      client.setQueryData(operationKey(sourcesOperations["sources.get"], { id: source.id }), changed);
      return client.invalidateQueries({ queryKey: operationKey(sourcesOperations["sources.list"]) });
    },
  });
  function rename(event: FormEvent): void {
    event.preventDefault();
    update.mutate({ name }, { onSuccess: () => sayDone("The source is renamed") });
  }
  return (
    <Stack maw={720}>
      <Paper withBorder p="md">
        <form onSubmit={rename}>
          <Group align="flex-end" gap="xs">
            <TextInput
              label="Name"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={update.error instanceof ApiError ? update.error.problem.detail : undefined}
              maxLength={80}
              required
              style={{ flex: "1 1 240px" }}
            />
            <Button
              type="submit"
              variant="default"
              disabled={name.trim() === source.name}
              loading={update.isPending}
            >
              Rename source
            </Button>
          </Group>
        </form>
      </Paper>
      {source.enabled ? (
        <Section title="Disable source" text={words.disable}>
          <Button variant="default" onClick={askDisable}>
            Disable source
          </Button>
        </Section>
      ) : (
        <Section title="Enable source" text="Its write keys count again at once.">
          <Button
            onClick={() =>
              update.mutate(
                { enabled: true },
                { onSuccess: () => sayDone("The source is enabled"), onError: sayProblem },
              )
            }
          >
            Enable source
          </Button>
        </Section>
      )}
      <Section title="Archive source" text={words.archive}>
        <Button color="red" variant="outline" onClick={askArchive}>
          Archive source
        </Button>
      </Section>
      <ConfirmModal
        opened={disabling}
        onClose={stopDisable}
        onConfirm={async () => {
          await update.mutateAsync({ enabled: false });
          sayDone("The source is disabled");
        }}
        title={`Disable ${source.name}?`}
        confirmLabel="Disable source"
      >
        {words.disable}
      </ConfirmModal>
      <ConfirmModal
        opened={archiving}
        onClose={stopArchive}
        onConfirm={async () => {
          await call(sourcesOperations["sources.archive"], { id: source.id });
          await client.invalidateQueries({ queryKey: operationKey(sourcesOperations["sources.list"]) });
          sayDone(`${source.name} is archived`);
          router.push("/sources");
        }}
        title={`Archive ${source.name}?`}
        confirmLabel="Archive source"
        danger
        typeToConfirm={source.name}
      >
        <Alert color="red" variant="light">
          {words.archive}
        </Alert>
      </ConfirmModal>
    </Stack>
  );
}
