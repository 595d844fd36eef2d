"use client";

import { Alert, Button, Group, Radio, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { sourcesMessages as words } from "@/lib/messages/sources.ts";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import { type Platform, platforms } from "@/lib/sources/schema.ts";
import { ApiError, call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { DrawerActions, SideDrawer } from "../ui/side-drawer.tsx";
import { rememberKey } from "./fresh-keys.ts";
import { platformFaces } from "./platforms.ts";

function PlatformCards({ value, onChange }: { value: Platform; onChange: (platform: Platform) => void }) {
  return (
    <Radio.Group
      label="Platform"
      description="Chooses the set-up guide; any SDK may send to any source."
      value={value}
      onChange={(next) => onChange(platforms.find((platform) => platform === next) ?? "web")}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
        {platforms.map((platform) => {
          const { icon: Icon, label, hint } = platformFaces[platform];
          return (
            <Radio.Card key={platform} value={platform} p="sm" aria-label={`${label}. ${hint}`}>
              <Group wrap="nowrap" align="flex-start" gap="xs">
                <Icon size={20} stroke={1.5} aria-hidden="true" />
                <div style={{ flex: 1 }}>
                  <Text size="sm" fw={500}>
                    {label}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {hint}
                  </Text>
                </div>
                <Radio.Indicator size="xs" />
              </Group>
            </Radio.Card>
          );
        })}
      </SimpleGrid>
    </Radio.Group>
  );
}

/** Name and platform; then the first write key, shown this once. */
export function CreateSourceDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const formId = useId();
  const [name, setName] = useState("");
  const [platform, setPlatform] = useState<Platform>("web");
  const create = useMutation({
    mutationFn: () => call(sourcesOperations["sources.create"], { name, platform }),
    onSuccess: ({ source, writeKey }) => {
      rememberKey(source.id, writeKey.key);
      return client.invalidateQueries({ queryKey: operationKey(sourcesOperations["sources.list"]) });
    },
  });
  const problem = create.error instanceof ApiError ? create.error.problem : null;
  const nameProblem = problem?.problems.find((each) => each.field === "name")?.message;
  const made = create.data;
  function close(): void {
    onClose();
    setName("");
    setPlatform("web");
    create.reset();
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    create.mutate();
  }
  if (made) {
    return (
      <SideDrawer
        opened={opened}
        onClose={close}
        title={words.created.title}
        footer={
          <Group justify="flex-end" gap="xs" w="100%">
            <Button variant="default" onClick={close}>
              Close
            </Button>
            <Button onClick={() => router.push(`/sources/${made.source.id}?tab=set-up`)}>Open set-up</Button>
          </Group>
        }
      >
        <Stack>
          <Text>
            <strong>{made.source.name}</strong> is ready to receive calls.
          </Text>
          <CopyField label="Write key" value={made.writeKey.key} />
          <Alert icon={<IconKey size={18} />} color="yellow" variant="light">
            {words.created.once}
          </Alert>
        </Stack>
      </SideDrawer>
    );
  }
  return (
    <SideDrawer
      opened={opened}
      onClose={close}
      title={words.create}
      dirty={name !== ""}
      footer={
        <DrawerActions onCancel={close}>
          <Button type="submit" form={formId} loading={create.isPending}>
            {words.create}
          </Button>
        </DrawerActions>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Stack>
          {create.error && !nameProblem && (
            <Alert color="red" role="alert">
              {problem?.detail ??
                "The server did not answer. Check that Junction is running, then try again."}
            </Alert>
          )}
          <TextInput
            label="Name"
            description="How the team recognises it, for example “Shop, web”."
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={nameProblem}
            maxLength={80}
            required
            data-autofocus
          />
          <PlatformCards value={platform} onChange={setPlatform} />
        </Stack>
      </form>
    </SideDrawer>
  );
}
