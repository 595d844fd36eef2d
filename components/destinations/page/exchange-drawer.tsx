"use client";

import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { ExchangeView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import { Time } from "../../ui/time.tsx";
import { FateChip } from "../fate-chip.tsx";
import { useExchange } from "../queries.ts";
import { ExchangePanes } from "./exchange-panes.tsx";
import { LintList } from "./lint-list.tsx";

const words = destinationPageText.exchange;

function titleOf(of: ExchangeView | undefined): string {
  const name = of?.came.event ?? of?.came.name ?? of?.came.type;
  return typeof name === "string" && name !== "" ? words.title(name) : words.untitled;
}

function Verdict({ of }: { of: ExchangeView }) {
  return (
    <Group gap="sm">
      <FateChip fate={of.fate} />
      {of.at && (
        <Text size="sm" c="dimmed" component="span">
          <Time at={of.at} precision="second" />
        </Text>
      )}
      {of.reason && <Text size="sm">{of.reason}</Text>}
      {of.replayed && (
        <Text size="sm" c="dimmed">
          {words.replayed}
        </Text>
      )}
    </Group>
  );
}

function Shown({ id, callId }: { id: string; callId: string }) {
  const exchange = useExchange(id, callId);
  const of = exchange.data;
  if (!of) {
    return exchange.error ? (
      <ErrorState error={exchange.error} onRetry={() => exchange.refetch()} />
    ) : (
      <Stack aria-busy="true">
        <Skeleton height={24} width="40%" />
        <Skeleton height={320} />
      </Stack>
    );
  }
  return (
    <Stack>
      <Verdict of={of} />
      {of.lint.length > 0 && (
        <section>
          <Text size="sm" fw={600} mb={2}>
            {destinationsText.exchange.lint}
          </Text>
          <LintList lint={of.lint} label={destinationsText.exchange.lint} />
        </section>
      )}
      <ExchangePanes of={of} />
    </Stack>
  );
}

function Title({ id, callId }: { id: string; callId: string }) {
  return titleOf(useExchange(id, callId).data);
}

/** One call at a destination, wide: what came, what was sent, what was answered. */
export function ExchangeDrawer({
  id,
  callId,
  onClose,
}: {
  id: string;
  callId: string | null;
  onClose: () => void;
}) {
  // What is shown stays while the drawer leaves.
  const [shown, setShown] = useState(callId);
  if (callId !== null && callId !== shown) {
    setShown(callId);
  }
  return (
    <SideDrawer
      opened={callId !== null}
      onClose={onClose}
      size={1240}
      title={shown ? <Title id={id} callId={shown} /> : words.untitled}
    >
      {shown && <Shown key={shown} id={id} callId={shown} />}
    </SideDrawer>
  );
}
