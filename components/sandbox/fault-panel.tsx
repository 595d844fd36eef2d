"use client";

import {
  Alert,
  Button,
  Collapse,
  Group,
  NativeSelect,
  NumberInput,
  Paper,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Title,
} from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { faultWords, sandboxMessages as words } from "@/lib/messages/sandbox.ts";
import type { SandboxFaults } from "@/lib/sandbox/faults.ts";
import { sandboxOperations as operations } from "@/lib/sandbox/operations.ts";
import type { SandboxAccountView } from "@/lib/sandbox/schema.ts";
import { ApiError, call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { answers, type FaultForm, faultsOf, formOf } from "./fault-form.ts";

type FieldsProps = { form: FaultForm; change: (part: Partial<FaultForm>) => void };

function FailureFields({ form, change }: FieldsProps) {
  const fails = form.answer !== "";
  return (
    <>
      <NativeSelect
        label="Answer"
        data={answers}
        value={form.answer}
        onChange={(event) => change({ answer: event.currentTarget.value })}
      />
      <Collapse expanded={fails}>
        <Stack gap="sm">
          <NumberInput
            label="To every nth request"
            description="1: to all of them"
            inputWrapperOrder={["label", "input", "description"]}
            min={1}
            max={1_000}
            allowDecimal={false}
            value={form.everyNth}
            onChange={(everyNth) => change({ everyNth })}
          />
          {form.answer === "429" && (
            <NumberInput
              label="Ask to wait (Retry-After)"
              suffix=" s"
              min={0}
              max={3_600}
              allowDecimal={false}
              value={form.retryAfterS}
              onChange={(retryAfterS) => change({ retryAfterS })}
            />
          )}
          <Switch
            label="Keep the records first, then fail: the answer is lost"
            checked={form.afterKeeping}
            onChange={(event) => change({ afterKeeping: event.currentTarget.checked })}
          />
        </Stack>
      </Collapse>
    </>
  );
}

function Fields({ form, change }: FieldsProps) {
  return (
    <Stack gap="sm">
      <FailureFields form={form} change={change} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <NumberInput
          label="Wait before answers"
          placeholder="no delay"
          suffix=" ms"
          min={0}
          max={60_000}
          step={100}
          allowDecimal={false}
          value={form.delayMs}
          onChange={(delayMs) => change({ delayMs })}
        />
        <NumberInput
          label="End after"
          placeholder="when switched off"
          suffix=" requests"
          min={0}
          max={1_000_000}
          allowDecimal={false}
          value={form.forRequests}
          onChange={(forRequests) => change({ forRequests })}
        />
      </SimpleGrid>
      <NumberInput
        label="Refuse one record in"
        placeholder="none"
        description="Refused one by one where the partner judges each; elsewhere its whole batch is answered 400."
        inputWrapperOrder={["label", "input", "description"]}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        value={form.refuseEveryNthRecord}
        onChange={(refuseEveryNthRecord) => change({ refuseEveryNthRecord })}
      />
    </Stack>
  );
}

/** How the partner behaves towards a connection, in words, and the switches that change it. */
export function FaultPanel({ account, mayWrite }: { account: SandboxAccountView; mayWrite: boolean }) {
  const client = useQueryClient();
  const [form, setForm] = useState(formOf(account.faults));
  const faulty = Object.keys(account.faults).length > 0;
  const set = useMutation({
    mutationFn: (faults: SandboxFaults) => call(operations["sandbox.faults.set"], { id: account.id, faults }),
    onSuccess: async (after) => {
      setForm(formOf(after.faults));
      await client.invalidateQueries({ queryKey: operationKey(operations["sandbox.accounts.list"]) });
      sayDone(Object.keys(after.faults).length > 0 ? "The faults are set" : "All faults are off");
    },
  });
  const changed = JSON.stringify(faultsOf(form)) !== JSON.stringify(faultsOf(formOf(account.faults)));
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="faults-title">
      <Title order={2} id="faults-title" mb="xs">
        {words.faults.title}
      </Title>
      <Stack gap="sm">
        <Alert
          color={faulty ? "yellow" : "green"}
          variant="light"
          icon={faulty ? <IconAlertTriangle size={18} /> : <IconCircleCheck size={18} />}
          role="status"
        >
          {faultWords(account.faults)}
        </Alert>
        {mayWrite ? (
          <form
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              set.mutate(faultsOf(form));
            }}
          >
            <Stack gap="sm">
              <Fields form={form} change={(part) => setForm({ ...form, ...part })} />
              {changed && (
                <Text size="sm" c="dimmed" role="status">
                  Applying this: {faultWords(faultsOf(form))}
                </Text>
              )}
              {set.error && (
                <Alert color="red" role="alert">
                  {set.error instanceof ApiError ? set.error.problem.detail : "The server did not answer."}
                </Alert>
              )}
              <Group gap="xs">
                <Button type="submit" loading={set.isPending} disabled={!changed}>
                  {words.faults.apply}
                </Button>
                <Button variant="default" disabled={!faulty} onClick={() => set.mutate({})}>
                  {words.faults.off}
                </Button>
              </Group>
              <Text size="xs" c="dimmed">
                {account.faultNote && `${account.faultNote} `}
                {words.faults.heard}
              </Text>
            </Stack>
          </form>
        ) : (
          <Text size="sm" c="dimmed">
            {words.faults.readOnly}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
