"use client";

import { Text } from "@mantine/core";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyView } from "@/lib/journeys/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { call } from "../api.ts";
import { type AskedJourney, JourneyModal } from "./journey-modal.tsx";

const words = journeysMessages.stop;

/** Asks before a journey is stopped, and says what that means to those who are in it. */
export function StopJourneyModal({
  onStopped,
  ...asked
}: AskedJourney & { onStopped?: (view: JourneyView) => void }) {
  const { id, inside } = asked.journey;
  return (
    <JourneyModal
      {...asked}
      words={words}
      done={journeysMessages.actions.stopped}
      danger
      act={() => call(journeyOperations["journeys.stop"], { id })}
      onDone={onStopped}
    >
      <Text size="sm">{words.inside(inside)}</Text>
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
    </JourneyModal>
  );
}
