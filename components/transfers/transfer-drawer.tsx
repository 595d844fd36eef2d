"use client";

import { Button, Group, Skeleton, Stack, Text, Title, Tooltip } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { frequencyWords, runTriggerWords, transfersText as text } from "@/lib/messages/transfers.ts";
import { transferOperations as operations } from "@/lib/transfers/operations.ts";
import type { TransferRunView, TransferView } from "@/lib/transfers/schema.ts";
import { call } from "../api.ts";
import { RunProgress } from "../exports/run-progress.tsx";
import { sayDone, sayProblem } from "../toast.ts";
import { Count } from "../ui/count.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { SideDrawer } from "../ui/side-drawer.tsx";
import { Time } from "../ui/time.tsx";
import { useVisitor } from "../visitor.tsx";
import { isMoving, refreshTransfers, useStanding, useTransfer, useTransferRuns } from "./queries.ts";
import { RefusedMembers } from "./refused-members.tsx";
import { TransferStatus } from "./transfer-status.tsx";

const format = new Intl.NumberFormat("en-US");

const runColumns: Column<TransferRunView>[] = [
  { key: "run", header: "Run", narrow: "title", render: (run) => `Run ${run.number}` },
  { key: "why", header: "Why", render: (run) => runTriggerWords[run.trigger] },
  { key: "status", header: "Outcome", render: (run) => <TransferStatus of={run} /> },
  {
    key: "set",
    header: "Set",
    align: "right",
    narrowWord: "set",
    render: (run) => <Count value={run.accepted} />,
  },
  {
    key: "removed",
    header: "Taken away",
    align: "right",
    narrowWord: "taken away",
    render: (run) => <Count value={run.removed} />,
  },
  {
    key: "refused",
    header: "Refused",
    align: "right",
    narrowWord: "refused",
    render: (run) => <Count value={run.rejected} />,
  },
  { key: "at", header: "Started", render: (run) => <Time at={run.startedAt ?? run.createdAt} /> },
];

function Standing({ transfer }: { transfer: TransferView }) {
  const client = useQueryClient();
  const visitor = useVisitor();
  const standing = useStanding(transfer.id, isMoving(transfer));
  const reconcile = useMutation({
    mutationFn: (refused: boolean) => call(operations["transfers.reconcile"], { id: transfer.id, refused }),
    onSuccess: async (_, refused) => {
      await refreshTransfers(client);
      sayDone(refused ? text.retry.done : text.reconcile.done);
    },
    onError: sayProblem,
  });
  const { data } = standing;
  if (!data) {
    return <Skeleton height={96} />;
  }
  const words = text.standing;
  const facts: Fact[] = (["members", "acknowledged", "refused", "toSend", "toRemove"] as const).map(
    (key) => ({
      label: words[key],
      value: <span className="numbers">{format.format(data[key])}</span>,
    }),
  );
  const { allowed, reason } = transfer.may.reconcile;
  return (
    <Stack gap="xs">
      <Facts facts={facts} />
      {visitor.can("audiences.write") && (
        <Group gap="xs">
          <Tooltip
            label={reason ?? text.reconcile.help}
            multiline
            maw={320}
            events={{ hover: true, focus: true, touch: true }}
          >
            <Button
              variant="default"
              size="xs"
              data-disabled={!allowed || undefined}
              aria-disabled={!allowed}
              loading={reconcile.isPending}
              onClick={() => allowed && reconcile.mutate(false)}
            >
              {text.reconcile.label}
            </Button>
          </Tooltip>
          {data.refused > 0 && allowed && (
            <Button
              variant="default"
              size="xs"
              loading={reconcile.isPending}
              onClick={() => reconcile.mutate(true)}
            >
              {text.retry.label(format.format(data.refused))}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

function Content({ id }: { id: string }) {
  const { data: transfer } = useTransfer(id);
  const runs = useTransferRuns(id, transfer ? isMoving(transfer) : true);
  if (!transfer) {
    return <Skeleton height={300} />;
  }
  const values = Object.values(transfer.values).filter((value) => value !== "");
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Group gap="xs">
          <TransferStatus of={transfer} />
          <Text size="sm" c="dimmed">
            {transfer.partnerName} · {transfer.nickname} · {frequencyWords(transfer)}
          </Text>
        </Group>
        {values.length > 0 && (
          <Text size="sm">
            <code>{values.join(" · ")}</code>
          </Text>
        )}
        {transfer.outcomeReason && <Text size="sm">{transfer.outcomeReason}</Text>}
        <RunProgress of={transfer} name={`Transfer to ${transfer.nickname}`} />
      </Stack>
      <section aria-labelledby="standing-title">
        <Title order={3} size="h5" id="standing-title" mb="xs">
          {text.standing.title}
        </Title>
        <Standing transfer={transfer} />
      </section>
      <section aria-labelledby="refused-title">
        <Title order={3} size="h5" id="refused-title" mb="xs">
          {text.refusedTitle}
        </Title>
        <RefusedMembers id={id} />
      </section>
      <section aria-labelledby="runs-title">
        <Title order={3} size="h5" id="runs-title" mb="xs">
          {text.runsTitle}
        </Title>
        <DataTable
          label={text.runsTitle}
          columns={runColumns}
          rows={runs.data?.items}
          rowKey={(run) => run.id}
          rowName={(run) => `run ${run.number}`}
        />
      </section>
    </Stack>
  );
}

/** A transfer looked into: how it stands, who was refused and why, its runs. */
export function TransferDrawer({
  id,
  title,
  opened,
  onClose,
}: {
  id: string;
  title: string;
  opened: boolean;
  onClose: () => void;
}) {
  return (
    <SideDrawer opened={opened} onClose={onClose} title={title} size={860}>
      {opened && <Content id={id} />}
    </SideDrawer>
  );
}
