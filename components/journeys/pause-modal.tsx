"use client";

import { Radio, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyRow, JourneyView, PauseJourney } from "@/lib/journeys/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { call } from "../api.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { refreshJourneys } from "./use-journey-verbs.ts";

const words = journeysMessages.pause;
const choices = ["hold", "go_on"] as const satisfies readonly PauseJourney["people"][];

/** Asks what becomes of those who are in a journey while it is paused. */
export function PauseJourneyModal({
  journey,
  opened,
  onClose,
  onPaused,
}: {
  journey: Pick<JourneyRow, "id" | "name" | "inside">;
  opened: boolean;
  onClose: () => void;
  onPaused?: (view: JourneyView) => void;
}) {
  const client = useQueryClient();
  const [people, setPeople] = useState<PauseJourney["people"]>("hold");
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={words.title(journey.name)}
      confirmLabel={words.confirm}
      cancelLabel={words.cancel}
      onConfirm={async () => {
        const view = await call(journeyOperations["journeys.pause"], { id: journey.id, people });
        await refreshJourneys(client);
        onPaused?.(view);
        sayDone(journeysMessages.actions.paused(journey.name));
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{words.text}</Text>
        <Radio.Group
          label={words.inside(journey.inside)}
          value={people}
          onChange={(next) => setPeople(next === "go_on" ? "go_on" : "hold")}
        >
          <Stack gap={6} mt={6}>
            {choices.map((value) => (
              <Radio
                key={value}
                value={value}
                label={words.choices[value].label}
                description={words.choices[value].help}
              />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </ConfirmModal>
  );
}
