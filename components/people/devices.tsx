"use client";

import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconBrandAndroid, IconBrandApple, IconWorld } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { peopleMessages } from "@/lib/messages/people.ts";
import { peopleOperations } from "@/lib/people/operations.ts";
import type { PersonDevices } from "@/lib/people/schema.ts";
import { operationQuery } from "../operation-query.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { Time } from "../ui/time.tsx";
import classes from "./people.module.css";

const words = peopleMessages.devices;
const icons = { fcm: IconBrandAndroid, apns: IconBrandApple, web: IconWorld };

type Device = PersonDevices["items"][number];

function DeviceItem({ device }: { device: Device }) {
  const Icon = icons[device.kind];
  const isRetired = device.retiredAt !== null;
  return (
    <li className={classes.device}>
      <Icon size={18} aria-hidden />
      <div>
        <Text size="sm" c={isRetired ? "dimmed" : undefined} style={{ overflowWrap: "anywhere" }}>
          {words.kinds[device.kind]} <code>{device.token}</code>
        </Text>
        <Text size="xs" c="dimmed">
          {words.lastSeen} <Time at={device.seenAt} relative />
        </Text>
        {device.retiredAt && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {words.retired} <Time at={device.retiredAt} />: {device.retiredReason}
          </Text>
        )}
      </div>
    </li>
  );
}

function DeviceList({ personId }: { personId: string }) {
  const asked = useQuery({
    ...operationQuery(peopleOperations["people.devices"], { id: personId }),
    refetchInterval: 15_000,
  });
  const { data, error } = asked;
  if (!data) {
    return error ? <ErrorState error={error} onRetry={() => asked.refetch()} /> : <Skeleton height={40} />;
  }
  if (data.items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.none}
      </Text>
    );
  }
  return (
    <Stack gap="sm" component="ul" style={{ listStyle: "none", margin: 0, padding: 0 }}>
      {data.items.map((device) => (
        <DeviceItem key={device.id} device={device} />
      ))}
    </Stack>
  );
}

/** Where push messages reach a person, and where they did. */
export function Devices({ personId }: { personId: string }) {
  return (
    <section aria-labelledby="devices">
      <Title order={2} id="devices" mb="xs">
        {words.title}
      </Title>
      <DeviceList personId={personId} />
    </section>
  );
}
