"use client";

import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBellOff, IconCheck } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { subscriptionMessages as words } from "@/lib/messages/tracking.ts";
import { trackingOperations as operations } from "@/lib/tracking/operations.ts";
import type { PersonSubscriptions } from "@/lib/tracking/schema.ts";
import { call } from "../api.ts";
import { operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { Chip } from "../ui/chip.tsx";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Time } from "../ui/time.tsx";
import { useVisitor } from "../visitor.tsx";

type Item = PersonSubscriptions["items"][number];

/** A member changes it for the person, after a question. */
function Change({ personId, item }: { personId: string; item: Item }) {
  const client = useQueryClient();
  const [asking, { open, close }] = useDisclosure(false);
  const act = item.subscribed ? "unsubscribe" : "resubscribe";
  async function change(): Promise<void> {
    const input = { id: personId, channel: item.channel, subscribed: !item.subscribed };
    const after = await call(operations["people.setSubscription"], input);
    const { queryKey } = operationQuery(operations["people.subscriptions"], { id: personId });
    client.setQueryData(queryKey, after);
    sayDone(item.subscribed ? words.unsubscribed : words.subscribed);
  }
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={open} aria-label={`${words[act]}: ${item.label}`}>
        {words[act]}
      </Button>
      <ConfirmModal
        opened={asking}
        onClose={close}
        onConfirm={change}
        title={words.confirm[act](item.label)}
        confirmLabel={words[act]}
      >
        {words.confirm[`${act}Text`]}
      </ConfirmModal>
    </>
  );
}

function Since({ item: { at, reason, by, property } }: { item: Item }) {
  return (
    <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
      {at && (
        <>
          {words.since} <Time at={at} />, {words.reasons[reason ?? ""] ?? reason} {by}
        </>
      )}
      {property && words.byProperty(property)}
    </Text>
  );
}

/** By which channels a person wants messages; who may, changes it for them. */
export function Subscriptions({ personId }: { personId: string }) {
  const { can } = useVisitor();
  const asked = useQuery({
    ...operationQuery(operations["people.subscriptions"], { id: personId }),
    refetchInterval: 15_000,
  });
  return (
    <section aria-labelledby="subscriptions">
      <Title order={2} id="subscriptions" mb="xs">
        {words.title}
      </Title>
      {asked.error && !asked.data && <ErrorState error={asked.error} onRetry={() => asked.refetch()} />}
      <Stack gap="sm" component="ul" style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {(asked.data?.items ?? []).map((item) => (
          <li key={item.channel}>
            <Group gap="xs">
              <Text size="sm">{item.label}</Text>
              <Chip
                tone={item.subscribed ? "green" : "slate"}
                icon={item.subscribed ? IconCheck : IconBellOff}
              >
                {item.subscribed ? words.subscribed : words.unsubscribed}
              </Chip>
              {can("subscriptions.write") && !item.property && <Change personId={personId} item={item} />}
            </Group>
            <Since item={item} />
          </li>
        ))}
      </Stack>
    </section>
  );
}
