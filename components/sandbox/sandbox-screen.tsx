"use client";

import { Alert, Anchor, Button, NativeSelect, Skeleton, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFlask, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { Link } from "@/components/ui/link.tsx";
import { sandboxMessages as words } from "@/lib/messages/sandbox.ts";
import { sandboxOperations as operations } from "@/lib/sandbox/operations.ts";
import type { SandboxAccountView, SandboxOverview } from "@/lib/sandbox/schema.ts";
import { call } from "../api.ts";
import { operationKey, operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { useVisitor } from "../visitor.tsx";
import classes from "./account-counts.module.css";
import { AccountCounts } from "./account-counts.tsx";
import { FaultPanel } from "./fault-panel.tsx";
import { lastReceiver } from "./last-receiver.ts";
import { Messages } from "./messages.tsx";
import { RulePanel } from "./rule-panel.tsx";
import { Views } from "./views.tsx";

/** What belongs to the account that was looked at before. */
const reset = { search: null, view: null, property: null, value: null };

function Clear({ account }: { account: SandboxAccountView }) {
  const client = useQueryClient();
  const [asking, { open, close }] = useDisclosure(false);
  async function clear(): Promise<void> {
    await call(operations["sandbox.messages.clear"], { id: account.id });
    await Promise.all([
      client.invalidateQueries({ queryKey: operationKey(operations["sandbox.accounts.list"]) }),
      client.invalidateQueries({ queryKey: operationKey(operations["sandbox.messages.list"]) }),
      client.invalidateQueries({ queryKey: operationKey(operations["sandbox.users.list"]) }),
      client.invalidateQueries({ queryKey: operationKey(operations["sandbox.audiences.list"]) }),
    ]);
    sayDone("The sandbox is cleared");
  }
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={open}>
        {words.clear.button}
      </Button>
      <ConfirmModal
        opened={asking}
        onClose={close}
        onConfirm={clear}
        title={words.clear.title}
        confirmLabel={words.clear.button}
        danger
      >
        {words.clear.text}
      </ConfirmModal>
    </>
  );
}

function Account({ account, mayWrite }: { account: SandboxAccountView; mayWrite: boolean }) {
  return (
    <Stack gap="lg">
      {!account.usesSandbox && (
        <Alert color="gray" variant="light" icon={<IconFlask size={18} />} title={words.notUsed.title}>
          {words.notUsed.text}
        </Alert>
      )}
      {account.address && (
        <div>
          <CopyField label={words.address.label} value={account.address} />
          <Text size="xs" c="dimmed" mt={4}>
            {words.address.help}
          </Text>
        </div>
      )}
      <AccountCounts account={account} />
      <div className={classes.layout}>
        <Views
          account={account}
          received={<Messages connectionId={account.id} action={mayWrite && <Clear account={account} />} />}
        />
        <Stack gap="lg">
          {account.mayHaveRule && account.usesSandbox && <RulePanel account={account} mayWrite={mayWrite} />}
          <FaultPanel account={account} mayWrite={mayWrite} />
        </Stack>
      </div>
    </Stack>
  );
}

/** What the partners' stand-in received through each connection, and how it is told to misbehave. */
export function SandboxScreen({ initial }: { initial?: SandboxOverview }) {
  const visitor = useVisitor();
  const url = useUrlState();
  const overview = useQuery({
    ...operationQuery(operations["sandbox.accounts.list"], {}),
    initialData: initial,
    refetchInterval: 2_000,
  });
  const items = overview.data?.items ?? [];
  // Kept once chosen: the page must not jump while several accounts receive.
  const first = useRef<string | undefined>(undefined);
  first.current ??= lastReceiver(items)?.id;
  const find = (id: string | null | undefined) => items.find((item) => item.id === id);
  const account = find(url.get("connection")) ?? find(first.current) ?? lastReceiver(items);
  const choice = items.length > 1 && account && (
    <NativeSelect
      label="Connection"
      styles={{ root: { display: "flex", alignItems: "center", gap: 8 } }}
      value={account.id}
      data={items.map((item) => ({
        value: item.id,
        label: `${item.nickname} (${item.partnerName}${item.last4 && `, ••••${item.last4}`})`,
      }))}
      onChange={(event) => url.set({ connection: event.currentTarget.value, ...reset })}
    />
  );
  return (
    <>
      <PageHeader title={words.title} description={words.description} actions={choice} />
      {account ? (
        <Account key={account.id} account={account} mayWrite={visitor.can("sandbox.write")} />
      ) : overview.data ? (
        <EmptyState
          icon={IconFlask}
          title={words.none.title}
          action={
            <Anchor component={Link} href="/settings/partners">
              Open partners
            </Anchor>
          }
        >
          {words.none.text}
        </EmptyState>
      ) : overview.error ? (
        <ErrorState error={overview.error} onRetry={() => overview.refetch()} />
      ) : (
        <Skeleton height={320} />
      )}
    </>
  );
}
