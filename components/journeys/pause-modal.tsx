"use client";

import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyView, PauseJourney } from "@/lib/journeys/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { call } from "../api.ts";
import { type AskedJourney, JourneyModal } from "./journey-modal.tsx";

const words = journeysMessages.pause;
const choices = ["hold", "go_on"] as const satisfies readonly PauseJourney["people"][];

/** Asks what becomes of those who are in a journey while it is paused. */
export function PauseJourneyModal({
  onPaused,
  ...asked
}: AskedJourney & { onPaused?: (view: JourneyView) => void }) {
  const { id, inside } = asked.journey;
  const [people, setPeople] = useState<PauseJourney["people"]>("hold");
  return (
    <JourneyModal
      {...asked}
      words={words}
      done={journeysMessages.actions.paused}
      act={() => call(journeyOperations["journeys.pause"], { id, people })}
      onDone={onPaused}
    >
      <Text size="sm">{words.text}</Text>
      <Radio.Group
        label={words.inside(inside)}
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
    </JourneyModal>
  );
}
