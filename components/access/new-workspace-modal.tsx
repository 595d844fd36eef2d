"use client";

import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import { call } from "../api.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { timeZoneChoices } from "./time-zones.ts";
import { useAction } from "./use-action.ts";

/** Asks for a name and a time zone, makes the workspace and goes there. */
export function NewWorkspaceModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const action = useAction();
  const [name, setName] = useState("");
  const here = useMemo(() => (opened ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC"), [opened]);
  const [chosen, setChosen] = useState<string | null>(null);
  const zones = useMemo(() => (opened ? timeZoneChoices(here, new Date()) : []), [opened, here]);
  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    await action.run(async () => {
      const made = await call(operations["workspaces.create"], { name, timeZone: chosen ?? here });
      await chooseWorkspace(made.id);
    });
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="New workspace"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form onSubmit={create} noValidate>
        <Stack>
          <Text c="dimmed">
            An empty workspace with its own sources, people, connections and members. You become its Admin.
          </Text>
          <ProblemAlert problem={action.problem} />
          <TextInput
            label="Name"
            required
            data-autofocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={action.fields.name}
          />
          <Select
            label="Time zone"
            searchable
            allowDeselect={false}
            limit={100}
            nothingFoundMessage="No such time zone"
            data={zones}
            value={chosen ?? here}
            onChange={setChosen}
            error={action.fields.timeZone}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={action.busy}>
              Create workspace
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
