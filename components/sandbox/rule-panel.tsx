"use client";

import { Alert, Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "@/components/ui/link.tsx";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import { sandboxMessages } from "@/lib/messages/sandbox.ts";
import { sandboxOperations as operations } from "@/lib/sandbox/operations.ts";
import type { SandboxAccountView, SandboxRuleView } from "@/lib/sandbox/schema.ts";
import { ApiError, call } from "../api.ts";
import { operationKey, operationQuery } from "../operation-query.ts";
import { AudienceSelect } from "../segments/audience-select.tsx";
import { sayDone } from "../toast.ts";
import { Count } from "../ui/count.tsx";
import { Facts } from "../ui/facts.tsx";

const words = sandboxMessages.rule;

function Failure({ error }: { error: Error | null }) {
  return (
    error && (
      <Alert color="red" role="alert">
        {error instanceof ApiError ? error.problem.detail : "The server did not answer."}
      </Alert>
    )
  );
}

/** Shows the account anew once its rule has changed. */
function useChanged(): (said: string) => Promise<void> {
  const client = useQueryClient();
  return async (said) => {
    await client.invalidateQueries({ queryKey: operationKey(operations["sandbox.accounts.list"]) });
    sayDone(said);
  };
}

function Off({ accountId, mayWrite }: { accountId: string; mayWrite: boolean }) {
  const [audienceId, setAudienceId] = useState("");
  const changed = useChanged();
  const filled = useQuery({
    ...operationQuery(audienceOperations["audiences.list"], { perPage: 10, origin: ["eventbridge"] }),
    enabled: mayWrite,
  });
  const set = useMutation({
    mutationFn: () => call(operations["sandbox.rule.set"], { id: accountId, audienceId }),
    onSuccess: () => changed(words.isOn),
  });
  if (!mayWrite) {
    return (
      <Text size="sm" c="dimmed">
        {words.readOnly}
      </Text>
    );
  }
  if (filled.data?.items.length === 0) {
    return (
      <Text size="sm">
        {words.noAudience}{" "}
        <Anchor component={Link} href="/audiences" underline="always">
          {words.makeAudience}
        </Anchor>
      </Text>
    );
  }
  return (
    <>
      <AudienceSelect
        size="sm"
        w="100%"
        label={words.audience}
        description={words.audienceHelp}
        inputWrapperOrder={["label", "input", "description"]}
        origin={["eventbridge"]}
        value={audienceId}
        onChange={setAudienceId}
      />
      <Failure error={set.error} />
      <Group>
        <Button disabled={audienceId === ""} loading={set.isPending} onClick={() => set.mutate()}>
          {words.switchOn}
        </Button>
      </Group>
    </>
  );
}

function On({ accountId, rule, mayWrite }: { accountId: string; rule: SandboxRuleView; mayWrite: boolean }) {
  const changed = useChanged();
  const remove = useMutation({
    mutationFn: () => call(operations["sandbox.rule.remove"], { id: accountId }),
    onSuccess: () => changed(words.isOff),
  });
  return (
    <>
      {rule.audienceName === null ? (
        <Alert color="yellow" variant="light">
          {words.gone}
        </Alert>
      ) : (
        <Text size="sm">
          {words.on}{" "}
          <Anchor component={Link} href={`/audiences/${rule.audienceId}`} underline="always">
            {rule.audienceName}
          </Anchor>
          .
        </Text>
      )}
      <Facts
        facts={(["delivered", "waiting", "failed"] as const).map((key) => ({
          label: words.counts[key],
          value: <Count value={rule[key]} />,
        }))}
      />
      <Failure error={remove.error} />
      {mayWrite && (
        <Group>
          <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
            {words.switchOff}
          </Button>
        </Group>
      )}
    </>
  );
}

/** The rule on a bus: whether what comes to it is passed on to the workspace's audiences, and what became of that. */
export function RulePanel({ account, mayWrite }: { account: SandboxAccountView; mayWrite: boolean }) {
  const { id, rule } = account;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="rule-title">
      <Title order={2} id="rule-title" mb="xs">
        {words.title}
      </Title>
      <Stack gap="sm">
        {rule ? (
          <On accountId={id} rule={rule} mayWrite={mayWrite} />
        ) : (
          <>
            <Text size="sm" c="dimmed">
              {words.off}
            </Text>
            <Off accountId={id} mayWrite={mayWrite} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
