"use client";

import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconClockPause } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { call } from "../../api.ts";
import { sayDone, sayProblem } from "../../toast.ts";
import { useVisitor } from "../../visitor.tsx";
import { refreshDestinations } from "../queries.ts";

const text = destinationsText.breaker;

/** What was said may end with a full stop or, with a time behind it, without. */
const sentence = (said: string): string => (/[.!?]$/.test(said) || said === "" ? said : `${said}.`);

/** Says why nothing leaves, since when and until when, with the button that asks the partner at once. */
export function BreakerBanner({ of }: { of: DestinationView }) {
  const client = useQueryClient();
  const { can } = useVisitor();
  const resume = useMutation({
    mutationFn: () => call(operations["destinations.resume"], { id: of.id }),
    onSuccess: async () => {
      await refreshDestinations(client);
      sayDone(text.asked);
    },
    onError: sayProblem,
  });
  const halted = of.state === "halted";
  if (!halted && of.state !== "waiting" && of.state !== "trying") {
    return null;
  }
  return (
    <Alert
      color={halted ? "red" : "yellow"}
      variant="light"
      mb="md"
      py="xs"
      role="status"
      icon={halted ? <IconAlertTriangle size={18} /> : <IconClockPause size={18} />}
    >
      <Group justify="space-between" gap="sm">
        <div style={{ flex: "1 1 280px", minWidth: 0 }}>
          {/* In the text's own colour: an alert's yellow title is too faint on its ground. */}
          <Text size="sm" fw={600}>
            {halted ? text.halted : text.waiting}
          </Text>
          <Text size="sm">
            {sentence(of.problem ?? "")} {text.kept}
          </Text>
        </div>
        {can("destinations.write") && (
          <Button size="xs" variant="default" loading={resume.isPending} onClick={() => resume.mutate()}>
            {text.again}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
