"use client";

import { Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { call } from "../api.ts";
import { sayDone } from "../toast.ts";
import { FormDrawer } from "../ui/form-drawer.tsx";
import { secretFields } from "./connection-fields.ts";
import { formProblems } from "./form-problems.ts";
import { refreshConnections } from "./refresh-connections.ts";
import { SettingFields } from "./setting-fields.tsx";

/** Replaces a connection's secrets once the partner has accepted the new ones. */
export function RotateDrawer({
  connection,
  opened,
  onClose,
}: {
  connection: ConnectionView;
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const fields = secretFields(connection);
  const [values, setValues] = useState<Record<string, string>>({});
  const rotate = useMutation({
    mutationFn: () => call(operations["connections.rotate"], { id: connection.id, values }),
    onSuccess: async () => {
      await refreshConnections(client);
      sayDone(words.rotate.done);
      onClose();
    },
  });
  const problems = formProblems(
    rotate.error,
    fields.map((field) => field.key),
  );
  const kept = Object.values(connection.secrets).map((secret) => `••••${secret.last4}`);
  return (
    <FormDrawer
      opened={opened}
      onClose={onClose}
      title={`${words.rotate.title}: ${connection.nickname}`}
      dirty={Object.values(values).some((value) => value !== "")}
      problem={problems.general}
      save={{ label: words.rotate.save, busy: rotate.isPending, submit: rotate.mutate }}
    >
      <Text>{words.rotate.text}</Text>
      <Text size="sm" c="dimmed">
        In use now: <code>{kept.join(" ")}</code>
      </Text>
      <SettingFields
        fields={fields}
        values={values}
        problems={problems.fields}
        onChange={(key, value) => {
          rotate.reset();
          setValues({ ...values, [key]: value });
        }}
      />
    </FormDrawer>
  );
}
