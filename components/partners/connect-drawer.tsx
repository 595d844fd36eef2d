"use client";

import { Alert, Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { IconFlask, IconPlugConnected } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { z } from "zod";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import {
  type ConnectionView,
  nickname as nicknameSchema,
  type PartnerView,
} from "@/lib/integrations/schema.ts";
import { settingsSchema } from "@/lib/integrations/settings-schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { isPartnerId, partnerKits } from "@/lib/partners/catalog.ts";
import { askedFields, type PartnerKit } from "@/lib/partners/kit.ts";
import { isSandboxHost } from "@/lib/sandbox/is-sandbox-host.ts";
import { call } from "../api.ts";
import { countWords } from "../ui/count.tsx";
import { SideDrawer } from "../ui/side-drawer.tsx";
import { fieldProblems, formProblems } from "./form-problems.ts";
import { GenerateValues } from "./generate-values.tsx";
import { offeredFields, startingValues } from "./offered-fields.ts";
import { refreshConnections } from "./refresh-connections.ts";
import { SettingFields } from "./setting-fields.tsx";
import { TestResult } from "./test-result.tsx";

type Props = {
  partner: PartnerView;
  opened: boolean;
  onClose: () => void;
  onConnected: (connection: ConnectionView) => void;
};

/** What is to be done at the partner first. */
function Guide({ steps }: { steps: string[] }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <Text id={headingId} fw={600} size="sm" mb={4}>
        {words.guide}
      </Text>
      <List type="ordered" size="sm" spacing={4}>
        {steps.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
    </section>
  );
}

function ConnectForm({ partner, kit, opened, onClose, onConnected }: Props & { kit: PartnerKit }) {
  const client = useQueryClient();
  const formId = useId();
  const [nickname, setNickname] = useState("");
  const [values, setValues] = useState(() => startingValues(kit, partner));
  const [touched, setTouched] = useState(false);
  const id = isPartnerId(kit.id) ? kit.id : "segment";
  const test = useMutation({
    mutationFn: () => call(operations["connections.testSettings"], { partner: id, values }),
  });
  const connect = useMutation({
    mutationFn: () => call(operations["connections.connect"], { partner: id, nickname, values }),
    onSuccess: async (connection) => {
      await refreshConnections(client);
      onConnected(connection);
    },
  });
  const fields = offeredFields(kit, partner);
  const [missed, setMissed] = useState<Record<string, string>>({});
  const keys = ["nickname", ...askedFields(kit.settings, values).map((field) => field.key)];
  const refused = formProblems(connect.error ?? test.error, keys);
  const problems = { ...refused, fields: { ...refused.fields, ...missed } };
  const count = Object.keys(problems.fields).length;
  const host = partner.hosts.find((each) => each.region === values[kit.regionField]) ?? partner.hosts[0];
  function change(key: string, value: string): void {
    setTouched(true);
    setValues({ ...values, [key]: value });
    startOver();
  }
  function startOver(): void {
    setMissed({});
    test.reset();
    connect.reset();
  }
  /** Looks at all fields before anything is sent, so that all that are wrong are said at once. */
  function isComplete(schema: z.ZodType): boolean {
    startOver();
    const checked = schema.safeParse({ nickname, values });
    setMissed(checked.success ? {} : fieldProblems(checked.error));
    return checked.success;
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isComplete(z.object({ nickname: nicknameSchema, values: settingsSchema(fields) }))) {
      connect.mutate();
    }
  }
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={kit.panelTitle}
      dirty={touched}
      footer={
        <Stack gap="xs" w="100%">
          {count > 0 && (
            <Text size="sm" c="red" role="alert">
              {countWords(count, "field needs", "fields need")} another value.
            </Text>
          )}
          <Group justify="space-between" gap="xs" w="100%">
            <Button
              variant="light"
              leftSection={<IconPlugConnected size={16} />}
              loading={test.isPending}
              onClick={() => {
                if (isComplete(z.object({ values: settingsSchema(fields) }))) {
                  test.mutate();
                }
              }}
            >
              {words.test}
            </Button>
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" form={formId} loading={connect.isPending}>
                {kit.connectLabel}
              </Button>
            </Group>
          </Group>
        </Stack>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <Stack>
          {problems.general && (
            <Alert color="red" role="alert">
              {problems.general}
            </Alert>
          )}
          {host && isSandboxHost(host.url, kit.id) && (
            <Alert color="gray" variant="light" icon={<IconFlask size={18} />}>
              {words.sandbox}
            </Alert>
          )}
          {kit.guide.length > 0 && <Guide steps={kit.guide} />}
          <TextInput
            label={kit.nicknameLabel}
            description={words.nickname.help}
            value={nickname}
            onChange={(event) => {
              setTouched(true);
              setNickname(event.currentTarget.value);
              startOver();
            }}
            error={problems.fields.nickname}
            maxLength={80}
            required
            data-autofocus
          />
          {kit.generates && (
            <GenerateValues
              partner={id}
              generates={kit.generates}
              onGenerated={(fresh) => {
                setTouched(true);
                setValues((now) => ({ ...now, ...fresh }));
                startOver();
              }}
            />
          )}
          <SettingFields
            fields={askedFields(fields, values)}
            values={values}
            problems={problems.fields}
            onChange={change}
          />
          {test.data ? (
            <TestResult answer={test.data} />
          ) : (
            <Text size="sm" c="dimmed">
              {kit.sendsTo === undefined ? words.testHelp : words.checkHelp}
            </Text>
          )}
        </Stack>
      </form>
    </SideDrawer>
  );
}

/** The panel that connects a partner: its kit's fields, a test call, and what the partner answered. */
export function ConnectDrawer(props: Props) {
  const { id } = props.partner;
  return isPartnerId(id) ? <ConnectForm {...props} kit={partnerKits[id]} /> : null;
}
