"use client";

import { Alert, Anchor, Select, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "@/components/ui/link.tsx";
import { transfersText as text } from "@/lib/messages/transfers.ts";
import { type PartnerKit, startValues } from "@/lib/partners/kit.ts";
import { transferOperations as operations } from "@/lib/transfers/operations.ts";
import type { TransferView } from "@/lib/transfers/schema.ts";
import { call } from "../api.ts";
import { formProblems } from "../partners/form-problems.ts";
import { SettingFields } from "../partners/setting-fields.tsx";
import { countWords } from "../ui/count.tsx";
import { FormDrawer } from "../ui/form-drawer.tsx";
import { FrequencyFields, type Schedule } from "./frequency-fields.tsx";
import { refreshTransfers, useConnectionsOf } from "./queries.ts";

export type SendableAudience = { id: string; name: string; size: number };

function WhatHappens({
  audience,
  kit,
  values,
  isOnce,
}: {
  audience: SendableAudience;
  kit: PartnerKit;
  values: Record<string, string>;
  isOnce: boolean;
}) {
  const whatMembers = isOnce ? text.whatMembersOnce : text.whatMembers;
  const count = countWords(audience.size, "member", "members");
  const [first] = kit.audience?.fields ?? [];
  const own = kit.audience?.ownField ?? first?.key ?? "";
  const property = values[own]?.trim() || first?.label || "the property";
  return (
    <>
      <Alert color="gray" variant="light">
        <Text size="sm">
          {kit.audience?.effect?.({ values, count, name: audience.name }) ??
            (kit.audience?.keeps === "list"
              ? text.whatList(count)
              : whatMembers(count, property, audience.name))}
        </Text>
      </Alert>
      <Text size="sm" c="dimmed">
        {text.identity(kit.name)}
      </Text>
    </>
  );
}

/** Send to CleverTap (or another partner): which account, under which name, how often. */
export function SendDrawer({
  audience,
  kit,
  opened,
  onClose,
  onStarted,
}: {
  audience: SendableAudience;
  kit: PartnerKit;
  opened: boolean;
  onClose: () => void;
  onStarted: (transfer: TransferView) => void;
}) {
  const client = useQueryClient();
  const fields = kit.audience?.fields ?? [];
  const connections = useConnectionsOf(kit.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const starting = startValues(fields);
  const [values, setValues] = useState(starting);
  const [schedule, setSchedule] = useState<Schedule>({ frequency: "once", everyHours: 24 });
  const [missing, setMissing] = useState(false);
  const [only] = connections.data?.length === 1 ? connections.data : [];
  const connectionId = chosen ?? only?.id ?? null;
  const start = useMutation({
    mutationFn: (to: string) =>
      call(operations["transfers.create"], {
        audienceId: audience.id,
        connectionId: to,
        values,
        ...schedule,
      }),
    onSuccess: async (transfer) => {
      await refreshTransfers(client);
      onStarted(transfer);
    },
  });
  const problems = formProblems(start.error, [
    "connectionId",
    "frequency",
    ...fields.flatMap((field) => [field.key, `values.${field.key}`]),
  ]);
  const ofFields = Object.fromEntries(
    Object.entries(problems.fields).map(([key, problem]) => [key.replace(/^values\./, ""), problem]),
  );
  function submit(): void {
    setMissing(connectionId === null);
    if (connectionId !== null) {
      start.mutate(connectionId);
    }
  }
  return (
    <FormDrawer
      opened={opened}
      onClose={onClose}
      title={`${kit.audience?.action}: ${audience.name}`}
      dirty={chosen !== null || fields.some(({ key }) => values[key] !== starting[key])}
      problem={problems.general}
      save={{ label: text.start, busy: start.isPending, submit }}
    >
      <Select
        label={text.integration.label}
        description={text.integration.help}
        placeholder={connections.data?.length === 0 ? "None connected yet" : undefined}
        data={(connections.data ?? []).map((each) => ({ value: each.id, label: each.nickname }))}
        value={connectionId}
        allowDeselect={false}
        onChange={(value) => {
          setChosen(value);
          setMissing(false);
          start.reset();
        }}
        error={missing ? text.integration.missing : ofFields.connectionId}
        required
      />
      {connections.data?.length === 0 && (
        <Anchor component={Link} href={`/settings/${kit.place}`} size="sm">
          Connect {kit.name}
        </Anchor>
      )}
      <SettingFields
        fields={fields}
        values={values}
        problems={ofFields}
        onChange={(key, value) => {
          setValues({ ...values, [key]: value });
          start.reset();
        }}
      />
      <FrequencyFields
        value={schedule}
        onChange={setSchedule}
        list={kit.audience?.keeps === "list"}
        problem={ofFields.frequency}
      />
      <WhatHappens audience={audience} kit={kit} values={values} isOnce={schedule.frequency === "once"} />
    </FormDrawer>
  );
}
