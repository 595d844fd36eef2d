"use client";

import { Alert, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { askedFields, isAtAnotherHost, type PartnerKit, startValues } from "@/lib/partners/kit.ts";
import { call } from "../api.ts";
import { operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { FormDrawer } from "../ui/form-drawer.tsx";
import { formProblems } from "./form-problems.ts";
import { offeredFields } from "./offered-fields.ts";
import { refreshConnections } from "./refresh-connections.ts";
import { SettingFields } from "./setting-fields.tsx";

/** What a connection holds for a field; a choice that came after it counts as its default. */
function heldSetting(kit: PartnerKit, settings: Record<string, string>, key: string): string {
  return settings[key] ?? startValues(kit.settings.filter((field) => field.key === key))[key] ?? "";
}

/** Renames a connection and changes those of its settings that are not secret. */
export function EditDrawer({
  connection,
  opened,
  onClose,
}: {
  connection: ConnectionView;
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const kit = partnerKit(connection.partner);
  const catalogue = useQuery(operationQuery(operations["partners.list"], {}));
  const partner = catalogue.data?.items.find((each) => each.id === connection.partner);
  const offered = partner ? offeredFields(kit, partner) : kit.settings;
  const [nickname, setNickname] = useState(connection.nickname);
  const [values, setValues] = useState<Record<string, string>>(() => ({
    ...startValues(kit.settings.filter((field) => !field.when)),
    ...connection.settings,
  }));
  // A secret that is kept already is replaced by rotating it; one that a choice here asks for anew is entered, and all of
  // them for another host.
  const moves = isAtAnotherHost(kit, connection.settings, values);
  const fields = askedFields(offered, values).filter(
    ({ kind, key }) => kind !== "secret" || moves || !connection.secrets[key],
  );
  const asked = new Set(fields.map((field) => field.key));
  const changed = Object.fromEntries(
    Object.entries(values).filter(
      ([key, value]) => asked.has(key) && value !== heldSetting(kit, connection.settings, key),
    ),
  );
  const dirty = nickname !== connection.nickname || Object.keys(changed).length > 0;
  const save = useMutation({
    mutationFn: () =>
      call(operations["connections.update"], {
        id: connection.id,
        nickname,
        ...(Object.keys(changed).length > 0 && { values: changed }),
      }),
    onSuccess: async () => {
      await refreshConnections(client);
      sayDone(`${nickname} is saved`);
      onClose();
    },
  });
  const problems = formProblems(save.error, ["nickname", ...fields.map((field) => field.key)]);
  return (
    <FormDrawer
      opened={opened}
      onClose={onClose}
      title={`${words.edit.title}: ${connection.nickname}`}
      dirty={dirty}
      problem={problems.general}
      save={{ label: words.edit.save, busy: save.isPending, disabled: !dirty, submit: save.mutate }}
    >
      {connection.exportsInUse + connection.transfersInUse > 0 && (
        <Alert color="gray" variant="light">
          {words.edit.running}
        </Alert>
      )}
      <TextInput
        label={kit.nicknameLabel}
        description={words.nickname.help}
        value={nickname}
        onChange={(event) => setNickname(event.currentTarget.value)}
        error={problems.fields.nickname}
        maxLength={80}
        required
        data-autofocus
      />
      <SettingFields
        fields={fields}
        values={values}
        problems={problems.fields}
        onChange={(key, value) => setValues({ ...values, [key]: value })}
      />
    </FormDrawer>
  );
}
