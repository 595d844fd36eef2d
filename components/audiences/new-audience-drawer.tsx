"use client";

import { Alert, Button, Group, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import { audienceOrigins, type OriginId, originIds } from "@/lib/audiences/origins.ts";
import type { CreatedAudience } from "@/lib/audiences/schema.ts";
import { audiencesMessages } from "@/lib/messages/audiences.ts";
import { ApiError, call } from "../api.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { DrawerActions, SideDrawer } from "../ui/side-drawer.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { blankChoice } from "./origin-choice.ts";
import { originFace } from "./origin-faces.ts";
import { panelsOf } from "./origin-panels.tsx";
import { refreshAudiences } from "./refresh.ts";
import { SetUpSteps } from "./set-up-steps.tsx";

const words = audiencesMessages.drawer;

function OriginCards({ value, onChange }: { value: OriginId; onChange: (origin: OriginId) => void }) {
  return (
    <Radio.Group
      label={words.origin}
      value={value}
      onChange={(next) => onChange(originIds.find((id) => id === next) ?? value)}
    >
      <Stack gap="xs" mt="xs">
        {originIds.map((id) => {
          const { choice, description } = audienceOrigins[id];
          const { icon: Icon } = originFace(id);
          return (
            <Radio.Card key={id} value={id} p="sm" aria-label={`${choice}. ${description}`}>
              <Group wrap="nowrap" align="flex-start" gap="xs">
                <Icon size={20} stroke={1.5} aria-hidden="true" />
                <div style={{ flex: 1 }}>
                  <Text size="sm" fw={500}>
                    {choice}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {description}
                  </Text>
                </div>
                <Radio.Indicator size="xs" />
              </Group>
            </Radio.Card>
          );
        })}
      </Stack>
    </Radio.Group>
  );
}

/** Key and token, shown when an audience is made, and what to do with them. */
function Made({ audience, apiKey }: { audience: CreatedAudience["audience"]; apiKey: string }) {
  return (
    <Stack>
      <Text>
        <strong>{audience.name}</strong> is ready to be filled.
      </Text>
      <CopyField label={audiencesMessages.key} value={apiKey} />
      <Alert icon={<IconKey size={18} />} color="yellow" variant="light">
        {words.once}
      </Alert>
      <CopyField label={audiencesMessages.token} value={audience.token ?? ""} />
      <SetUpSteps token={audience.token ?? ""} apiKey={apiKey} />
    </Stack>
  );
}

/** *New audience*: where its users come from, its name; then what is needed to fill it. */
export function NewAudienceDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const formId = useId();
  const [name, setName] = useState("");
  const [suggested, setSuggested] = useState("");
  const [description, setDescription] = useState("");
  const url = useUrlState();
  const [origin, setOrigin] = useState<OriginId>(
    originIds.find((id) => id === url.get("from")) ?? originIds[0],
  );
  const [choice, setChoice] = useState(() => ({
    ...blankChoice,
    remote: {
      ...blankChoice.remote,
      connectionId: url.get("connection") ?? "",
      audienceId: url.get("list") ?? "",
    },
    segment: { ...blankChoice.segment, segmentId: url.get("segment") ?? "" },
  }));
  const { fields: Fields } = panelsOf(origin);
  const create = useMutation({
    mutationFn: () =>
      call(audienceOperations["audiences.create"], {
        name,
        description,
        origin,
        ...(origin === "story" && { story: choice.story }),
        ...(origin === "people" && { people: choice.people }),
        ...(origin === "segment" && { segment: choice.segment }),
        ...(origin === "storyly" && { remote: choice.remote }),
      }),
    onSuccess: ({ audience, key }) => {
      if (!key) {
        router.push(`/audiences/${audience.id}${panelsOf(origin).first ?? ""}`);
      }
      return refreshAudiences(client);
    },
  });
  const problem = create.error instanceof ApiError ? create.error.problem : null;
  const of = (field: string) => problem?.problems.find((each) => each.field === field)?.message;
  const made = create.data;
  function close(): void {
    onClose();
    setName("");
    setDescription("");
    setChoice(blankChoice);
    create.reset();
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    create.mutate();
  }
  if (made?.key) {
    return (
      <SideDrawer
        opened={opened}
        onClose={close}
        title={words.made}
        size={600}
        footer={
          <Group justify="flex-end" gap="xs" w="100%">
            <Button variant="default" onClick={close}>
              Close
            </Button>
            <Button onClick={() => router.push(`/audiences/${made.audience.id}`)}>{words.open}</Button>
          </Group>
        }
      >
        <Made audience={made.audience} apiKey={made.key.key} />
      </SideDrawer>
    );
  }
  return (
    <SideDrawer
      opened={opened}
      onClose={close}
      title={audiencesMessages.create}
      dirty={(name !== "" && name !== suggested) || description !== ""}
      footer={(leave) => (
        <DrawerActions onCancel={leave}>
          <Button type="submit" form={formId} loading={create.isPending}>
            {words.create}
          </Button>
        </DrawerActions>
      )}
    >
      <form id={formId} onSubmit={submit}>
        <Stack>
          {create.error && !of("name") && !of("description") && (
            <Alert color="red" role="alert">
              {problem?.detail ??
                "The server did not answer. Check that Junction is running, then try again."}
            </Alert>
          )}
          <OriginCards value={origin} onChange={setOrigin} />
          <TextInput
            label={words.name}
            description={words.nameHelp}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={of("name")}
            maxLength={120}
            required
            data-autofocus
          />
          {Fields && (
            <Fields
              value={choice}
              onChange={setChoice}
              suggestName={(next) => {
                setSuggested(next);
                setName(name === "" || name === suggested ? next : name);
              }}
            />
          )}
          <Textarea
            label={words.description}
            description={words.descriptionHelp}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            error={of("description")}
            maxLength={500}
            autosize
            minRows={2}
          />
        </Stack>
      </form>
    </SideDrawer>
  );
}
