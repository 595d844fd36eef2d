"use client";

import { Box, Button, Group, Skeleton, Stack, Title, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState } from "react";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { ConnectionView, ConnectionUses as Uses, VerificationView } from "@/lib/integrations/schema.ts";
import { fieldName, valueWords } from "@/lib/messages/audit-words.ts";
import { connectionActionWords, placeMessages, partnersMessages as words } from "@/lib/messages/partners.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { call } from "../api.ts";
import { operationKey, operationQuery } from "../operation-query.ts";
import { BackLink } from "../ui/back-link.tsx";
import type { RowAction } from "../ui/data-table.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { HistoryList } from "../ui/history-list.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { useVisitor } from "../visitor.tsx";
import { ConnectionStatusChip, PartnerTile, SandboxChip } from "./connection-columns.tsx";
import { ConnectionExports, ConnectionRecentRuns } from "./connection-exports.tsx";
import { ConnectionFacts } from "./connection-facts.tsx";
import { useConnectionPanels } from "./connection-panels.tsx";
import { ConnectionUses } from "./connection-uses.tsx";
import { TestResult } from "./test-result.tsx";

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id} mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

function ActionButton({ action }: { action: RowAction }) {
  return (
    <Tooltip label={action.disabledReason} disabled={!action.disabledReason}>
      <Button
        variant="default"
        leftSection={<action.icon size={15} />}
        c={action.danger ? "var(--mantine-color-error)" : undefined}
        aria-disabled={action.disabledReason ? true : undefined}
        data-disabled={action.disabledReason ? true : undefined}
        onClick={() => !action.disabledReason && action.onClick?.()}
      >
        {action.label}
      </Button>
    </Tooltip>
  );
}

function History({ id }: { id: string }) {
  return (
    <HistoryList
      label={words.page.historyLabel}
      none={words.page.noHistory}
      queryKey={operationKey(operations["connections.history"], { id })}
      load={(cursor, signal) => call(operations["connections.history"], { id, cursor }, { signal })}
      actionWords={connectionActionWords}
      changeWords={(changes) =>
        Object.entries(changes).map(([field, { from, to }]) => ({
          label: fieldName(field),
          from: valueWords(from),
          to: valueWords(to),
        }))
      }
    />
  );
}

function Loaded({ connection, uses }: { connection: ConnectionView; uses?: Uses }) {
  const { can } = useVisitor();
  const router = useRouter();
  const [answer, setAnswer] = useState<VerificationView | null>(null);
  const kit = partnerKit(connection.partner);
  const list = placeMessages[kit.place];
  const { actionsOf, opened } = useConnectionPanels({
    mayWrite: can("connections.write"),
    onTested: setAnswer,
    onDisconnected: () => router.push(list.href),
  });
  return (
    <>
      <PageHeader
        above={<BackLink href={list.href}>{list.back}</BackLink>}
        title={
          <Group gap="sm" component="span">
            <PartnerTile connection={connection} size={26} />
            {connection.nickname}
            <ConnectionStatusChip connection={connection} />
            <SandboxChip connection={connection} />
          </Group>
        }
        description={`${connection.partnerName}, ${connection.region}`}
        actions={actionsOf(connection).map((action) => <ActionButton key={action.label} action={action} />)}
      />
      {answer && (
        <Box mb="md">
          <TestResult answer={answer} />
        </Box>
      )}
      <Stack gap="xl">
        <Section title={words.page.settings}>
          <Box maw={820}>
            <ConnectionFacts connection={connection} />
          </Box>
        </Section>
        {can("exports.read") && kit.capabilities.includes("export") && (
          <>
            <Section title={words.page.exports}>
              <ConnectionExports connection={connection} />
            </Section>
            <Section title={words.page.runs}>
              <ConnectionRecentRuns connection={connection} />
            </Section>
          </>
        )}
        {(kit.capabilities.includes("audience") || kit.capabilities.includes("calls")) && (
          <Section title={words.page.uses}>
            <ConnectionUses id={connection.id} initial={uses} />
          </Section>
        )}
        <Section title={words.page.history}>
          <History id={connection.id} />
        </Section>
      </Stack>
      {opened}
    </>
  );
}

/** One connection: how it stands, what was set, what sends through it, and who did what to it. */
export function ConnectionScreen({
  id,
  initial,
  uses,
}: {
  id: string;
  initial?: ConnectionView;
  uses?: Uses;
}) {
  const asked = useQuery({
    ...operationQuery(operations["connections.get"], { id }),
    initialData: initial,
    refetchInterval: 10_000,
  });
  if (asked.data) {
    return <Loaded connection={asked.data} uses={uses} />;
  }
  return asked.error ? (
    <>
      <BackLink href="/settings/partners">Partner List</BackLink>
      <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
    </>
  ) : (
    <Stack>
      <Skeleton height={32} width={320} />
      <Skeleton height={200} />
      <Skeleton height={160} />
    </Stack>
  );
}
