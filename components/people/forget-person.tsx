"use client";

import { Alert, Button, Checkbox, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { integrationsOperations } from "@/lib/integrations/operations.ts";
import { forgetsText as text } from "@/lib/messages/forgets.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { peopleOperations } from "@/lib/people/operations.ts";
import type { PersonView } from "@/lib/people/schema.ts";
import { call } from "../api.ts";
import { operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { personName } from "./person-names.ts";

/** Deletes a person here and, where chosen, at partners; what they answer stands on the page of deletions. */
export function ForgetPerson({ person }: { person: PersonView }) {
  const router = useRouter();
  const [opened, { open, close }] = useDisclosure(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const connections = useQuery({
    ...operationQuery(integrationsOperations["connections.list"], { limit: 100 }),
    enabled: opened,
  });
  const able = (connections.data?.items ?? []).filter(({ partner }) => partnerKit(partner).forgetsUsers);
  // The strongest identifier: typing it proves that the right person is meant.
  const word = person.identifiers[0]?.value;
  if (word === undefined) {
    return null;
  }
  return (
    <>
      <Button
        variant="default"
        color="red"
        leftSection={<IconUserX size={16} stroke={1.7} />}
        onClick={() => {
          setChosen([]);
          open();
        }}
      >
        {text.action}
      </Button>
      <ConfirmModal
        opened={opened}
        onClose={close}
        title={text.title(personName(person))}
        confirmLabel={text.confirm}
        danger
        typeToConfirm={word}
        onConfirm={async () => {
          const input = { id: person.id, connections: chosen, confirm: word };
          const request = await call(peopleOperations["people.forget"], input);
          sayDone(text.done);
          router.push(`/settings/deletions?open=${request.id}`);
        }}
      >
        <Stack>
          <Alert color="red" variant="light">
            {text.text}
          </Alert>
          {connections.data && able.length === 0 ? (
            <Text size="sm" c="dimmed">
              {text.noPartners}
            </Text>
          ) : (
            <Checkbox.Group label={text.partners} value={chosen} onChange={setChosen}>
              <Stack gap="xs" mt="xs">
                {able.map(({ id, partner, nickname }) => (
                  <Checkbox
                    key={id}
                    value={id}
                    label={text.partnerLabel(partnerKit(partner).name, nickname)}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
        </Stack>
      </ConfirmModal>
    </>
  );
}
