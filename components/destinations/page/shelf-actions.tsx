"use client";

import { Button, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { countOf } from "@/lib/messages/exports.ts";
import { call } from "../../api.ts";
import { sayDone } from "../../toast.ts";
import { ConfirmModal } from "../../ui/confirm-modal.tsx";
import { countWords } from "../../ui/count.tsx";
import { refreshDestinations } from "../queries.ts";
import type { ShelfChoice } from "./shelf-filters.tsx";

const text = destinationsText.shelf;
const words = destinationPageText.shelf;
const callsOf = (count: number): string => countWords(count, "call", "calls");

/** Sends the chosen calls again or discards them; without a choice, all that match. Asks with the count first. */
export function ShelfActions({
  id,
  chosen,
  matching,
  total,
  onDone,
}: {
  id: string;
  chosen: ReadonlySet<string>;
  matching: ShelfChoice;
  total: number;
  onDone: () => void;
}) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<"retry" | "discard" | null>(null);
  const count = chosen.size > 0 ? chosen.size : total;
  const what = chosen.size > 0 ? { id, ids: [...chosen] } : { id, matching };
  const label = (verb: string): string =>
    chosen.size > 0 ? `${verb} ${countOf(count)}` : `${verb} all ${countOf(count)}`;
  async function after(said: string): Promise<void> {
    onDone();
    await refreshDestinations(client);
    sayDone(said);
  }
  return (
    <>
      <Group justify="space-between" mb="xs" gap="xs">
        <Text size="sm" c="dimmed" role="status">
          {chosen.size > 0 ? words.chosen(callsOf(count)) : words.matching(callsOf(count))}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setAsked("discard")}>
            {label(text.discard)}
          </Button>
          <Button size="xs" onClick={() => setAsked("retry")}>
            {label(text.retry)}
          </Button>
        </Group>
      </Group>
      <ConfirmModal
        opened={asked === "retry"}
        onClose={() => setAsked(null)}
        title={words.retryTitle(callsOf(count))}
        confirmLabel={label(text.retry)}
        onConfirm={async () => {
          const { expected } = await call(operations["destinations.retry"], what);
          await after(text.retried(callsOf(expected)));
        }}
      >
        {words.retryText}
      </ConfirmModal>
      <ConfirmModal
        opened={asked === "discard"}
        onClose={() => setAsked(null)}
        title={text.discardTitle(callsOf(count))}
        confirmLabel={label(text.discard)}
        danger
        onConfirm={async () => {
          const { discarded } = await call(operations["destinations.discard"], what);
          await after(text.discarded(callsOf(discarded)));
        }}
      >
        {text.discardText}
      </ConfirmModal>
    </>
  );
}
