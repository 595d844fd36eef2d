"use client";

import { Radio, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { call } from "../api.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { refreshDestinations } from "./queries.ts";

const words = destinationsText.turn;

type Props = { destination: DestinationView; opened: boolean; onClose: () => void };

function TurnOff({ destination, opened, onClose }: Props) {
  const client = useQueryClient();
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={words.off.title(destination.name)}
      confirmLabel={words.off.confirm}
      onConfirm={async () => {
        await call(operations["destinations.update"], { id: destination.id, enabled: false });
        await refreshDestinations(client);
        sayDone(words.off.done);
      }}
    >
      {words.off.text}
    </ConfirmModal>
  );
}

function TurnOn({ destination, opened, onClose }: Props) {
  const client = useQueryClient();
  const [start, setStart] = useState("now");
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={words.on.title(destination.name)}
      confirmLabel={words.on.confirm}
      onConfirm={async () => {
        const catchUp = start === "catchUp";
        await call(operations["destinations.update"], { id: destination.id, enabled: true, catchUp });
        await refreshDestinations(client);
        sayDone(words.on.done);
      }}
    >
      <Radio.Group label={words.on.label} value={start} onChange={setStart}>
        <Stack gap="xs" mt="xs">
          <Radio value="now" label={words.on.now.label} description={words.on.now.help} />
          <Radio value="catchUp" label={words.on.catchUp.label} description={words.on.catchUp.help} />
        </Stack>
      </Radio.Group>
    </ConfirmModal>
  );
}

/** Asks before a destination is turned off, and with which calls it begins when it is turned on. */
export function TurnDialog(props: Props) {
  const { destination, opened } = props;
  // What was asked stands until it is gone: the destination turns while it is still there, and it would ask for the contrary.
  const [turnsOff, setTurnsOff] = useState(destination.enabled);
  if (!opened && turnsOff !== destination.enabled) {
    setTurnsOff(destination.enabled);
  }
  return (
    <>
      <TurnOff {...props} opened={opened && turnsOff} />
      <TurnOn {...props} opened={opened && !turnsOff} />
    </>
  );
}

/** Asks for the name before a destination goes, and says what goes with it. */
export function RemoveDialog({
  destination,
  opened,
  onClose,
  onRemoved,
}: Props & { onRemoved?: () => void }) {
  const client = useQueryClient();
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={destinationsText.remove.title(destination.name)}
      confirmLabel={destinationsText.remove.action}
      danger
      typeToConfirm={destination.name}
      onConfirm={async () => {
        await call(operations["destinations.remove"], { id: destination.id });
        await refreshDestinations(client);
        sayDone(destinationsText.remove.done);
        onRemoved?.();
      }}
    >
      <Text size="sm">{destinationsText.remove.text}</Text>
    </ConfirmModal>
  );
}
