"use client";

import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconClock, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { forgetStateWords, forgetsText } from "@/lib/messages/forgets.ts";
import type { ForgetView } from "@/lib/people/forgets/schema.ts";
import { peopleOperations } from "@/lib/people/operations.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { sayDone, sayProblem } from "../toast.ts";
import { Chip, type Tone } from "../ui/chip.tsx";
import { Count, countWords } from "../ui/count.tsx";
import { Facts } from "../ui/facts.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { Time } from "../ui/time.tsx";

const words = forgetsText.page;
type Step = ForgetView["steps"][number];

export const stepFaces: Record<Step["state"], { tone: Tone; icon: typeof IconClock }> = {
  waiting: { tone: "slate", icon: IconClock },
  retrying: { tone: "amber", icon: IconRefresh },
  done: { tone: "green", icon: IconCircleCheck },
  refused: { tone: "red", icon: IconCircleX },
};

function StepReceipt({ step }: { step: Step }) {
  const { tone, icon } = stepFaces[step.state];
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Title order={3} size="h4">
            {step.partnerName}: {step.nickname}
          </Title>
          <Chip tone={tone} icon={icon}>
            {forgetStateWords[step.state]}
          </Chip>
        </Group>
        {step.message && <Text size="sm">{step.message}</Text>}
        <Text size="sm" c="dimmed">
          {step.at ? (
            <>
              {words.tries(countWords(step.tries, "time", "times"))}, last{" "}
              <Time at={step.at} precision="second" />
            </>
          ) : (
            words.onlyHere
          )}
          {step.nextTryAt && (
            <>
              , next <Time at={step.nextTryAt} precision="second" />
            </>
          )}
        </Text>
        {step.answer && (
          <JsonView label={`${words.receipt} of ${step.nickname}`} value={step.answer} raw maxHeight={200} />
        )}
      </Stack>
    </Paper>
  );
}

/** What became of one deletion: what went here, and the answer of each partner. */
export function ForgetReceipt({ of }: { of: ForgetView }) {
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => call(peopleOperations["people.forgets.retry"], { id: of.id }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: operationKey(peopleOperations["people.forgets.list"]) });
      sayDone(words.asked);
    },
    onError: sayProblem,
  });
  const { erased } = of;
  return (
    <Stack>
      <Facts
        facts={[
          { label: words.requested, value: <Time at={of.createdAt} precision="second" /> },
          { label: words.by, value: of.createdBy },
          { label: "Profiles", value: <Count value={erased.profiles} /> },
          { label: "Identifiers", value: <Count value={erased.identifiers} /> },
          { label: "Events", value: <Count value={erased.events} /> },
          { label: "Memberships of audiences", value: <Count value={erased.memberships} /> },
          { label: "Rows of the ledger blanked", value: <Count value={erased.decisions} /> },
          {
            label: "All gone here",
            value: erased.at ? <Time at={erased.at} precision="second" /> : "Not yet",
          },
        ]}
      />
      {of.steps.map((step) => (
        <StepReceipt key={step.connectionId} step={step} />
      ))}
      {of.status === "REFUSED" && (
        <Group>
          <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
            {words.again}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
