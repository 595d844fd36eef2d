"use client";

import { Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyRow, JourneyView } from "@/lib/journeys/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { call } from "../api.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { refreshJourneys } from "./use-journey-verbs.ts";

const words = journeysMessages.stop;

/** Asks before a journey is stopped, and says what that means to those who are in it. */
export function StopJourneyModal({
  journey,
  opened,
  onClose,
  onStopped,
}: {
  journey: Pick<JourneyRow, "id" | "name" | "inside">;
  opened: boolean;
  onClose: () => void;
  onStopped?: (view: JourneyView) => void;
}) {
  const client = useQueryClient();
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={words.title(journey.name)}
      confirmLabel={words.confirm}
      cancelLabel={words.cancel}
      danger
      onConfirm={async () => {
        const view = await call(journeyOperations["journeys.stop"], { id: journey.id });
        await refreshJourneys(client);
        onStopped?.(view);
        sayDone(journeysMessages.actions.stopped(journey.name));
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{words.inside(journey.inside)}</Text>
        <Text size="sm" c="dimmed">
          {words.text}
        </Text>
      </Stack>
    </ConfirmModal>
  );
}
