"use client";

import { Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { JourneyRow, JourneyView } from "@/lib/journeys/schema.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { refreshJourneys } from "./use-journey-verbs.ts";

export type AskedJourney = {
  journey: Pick<JourneyRow, "id" | "name" | "inside">;
  opened: boolean;
  onClose: () => void;
};

/** Asks before something is done with a journey, does it, and has the list show it. */
export function JourneyModal({
  journey,
  opened,
  onClose,
  words,
  done,
  danger,
  act,
  onDone,
  children,
}: AskedJourney & {
  words: { title(name: string): string; confirm: string; cancel: string };
  /** What is said once it is done. */
  done(name: string): string;
  danger?: boolean;
  act(): Promise<JourneyView>;
  onDone?: (view: JourneyView) => void;
  children: ReactNode;
}) {
  const client = useQueryClient();
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={words.title(journey.name)}
      confirmLabel={words.confirm}
      cancelLabel={words.cancel}
      danger={danger}
      onConfirm={async () => {
        const view = await act();
        await refreshJourneys(client);
        onDone?.(view);
        sayDone(done(journey.name));
      }}
    >
      <Stack gap="sm">{children}</Stack>
    </ConfirmModal>
  );
}
