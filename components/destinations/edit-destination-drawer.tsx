"use client";

import { Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { call } from "../api.ts";
import { formProblems } from "../partners/form-problems.ts";
import { sayDone } from "../toast.ts";
import { useConnectionsOf } from "../transfers/queries.ts";
import { FormDrawer } from "../ui/form-drawer.tsx";
import { DestinationFields } from "./destination-fields.tsx";
import { choicesOf, sentChoices } from "./destination-form.ts";
import { refreshDestinations } from "./queries.ts";

const text = destinationsText.drawer;

/** Changes a destination: its account, its mapping, which calls it takes. */
export function EditDestinationDrawer({
  destination,
  platform,
  opened,
  onClose,
}: {
  destination: DestinationView;
  platform: string;
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const kit = partnerKit(destination.partner);
  const connections = useConnectionsOf(kit.id);
  const [before] = useState(() => choicesOf(destination));
  const [choices, setChoices] = useState(before);
  const [connectionId, setConnectionId] = useState(destination.connectionId);
  const changed =
    connectionId !== destination.connectionId || JSON.stringify(choices) !== JSON.stringify(before);
  const save = useMutation({
    mutationFn: () =>
      call(operations["destinations.update"], {
        id: destination.id,
        ...sentChoices(choices),
        ...(connectionId !== destination.connectionId && { connectionId }),
      }),
    onSuccess: async () => {
      await refreshDestinations(client);
      sayDone(text.saved);
      onClose();
    },
  });
  const problems = formProblems(save.error, ["name", "mode", "filterMode", "eventNames", "connectionId"]);
  return (
    <FormDrawer
      opened={opened}
      onClose={onClose}
      title={text.edit(destination.name)}
      dirty={changed}
      problem={problems.general}
      save={{ label: text.save, busy: save.isPending, disabled: !changed, submit: () => save.mutate() }}
    >
      <Select
        label={text.integration.label}
        description={text.integration.help}
        data={(connections.data ?? []).map((each) => ({ value: each.id, label: each.nickname }))}
        value={connectionId}
        allowDeselect={false}
        onChange={(next) => setConnectionId(next ?? destination.connectionId)}
        error={problems.fields.connectionId}
      />
      <DestinationFields
        kit={kit}
        platform={platform}
        choices={choices}
        problems={problems.fields}
        onChange={setChoices}
      />
    </FormDrawer>
  );
}
