import { Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconBan, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { ReceiptView, TriggerCallRow } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { operationQuery } from "../../operation-query.ts";
import { Chip } from "../../ui/chip.tsx";
import { Count } from "../../ui/count.tsx";
import { Dash } from "../../ui/dash.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Facts } from "../../ui/facts.tsx";
import { JsonView } from "../../ui/json-view.tsx";
import { Time } from "../../ui/time.tsx";
import { OutcomeChip } from "./outcome-chip.tsx";
import classes from "./report.module.css";

const words = campaignReportMessages.trigger;
const SHOWN = 100;
type Recipient = TriggerCallRow["recipients"][number] & Partial<ReceiptView["recipients"][number]>;

/** What a call was answered. */
export function CallAnswer({ call }: { call: Pick<TriggerCallRow, "status" | "queued"> }) {
  const good = call.status < 400;
  // Whoever calls is told "status": "fail" where it is so of all its campaigns, whatever HTTP says.
  const forNobody = good && call.queued === 0;
  return (
    <Chip
      tone={forNobody ? "amber" : good ? "green" : "red"}
      icon={forNobody ? IconAlertTriangle : good ? IconCircleCheck : IconBan}
    >
      {call.status}
      {good && ` ${forNobody ? words.nobodyQueued : words.accepted}`}
    </Chip>
  );
}

function Became({ of }: { of: Recipient }) {
  if (of.verdict === "refused") {
    return (
      <Chip tone="red" icon={IconBan}>
        {words.verdicts.refused}
      </Chip>
    );
  }
  return of.status ? (
    <OutcomeChip status={of.status} label={campaignReportMessages.statuses[of.status]} />
  ) : (
    <OutcomeChip status="waiting" label={words.verdicts.queued} />
  );
}

const columns: Column<Recipient>[] = [
  {
    key: "who",
    header: words.recipient,
    narrow: "title",
    render: ({ by, value }) => (
      <>
        {value} <span className={classes.muted}>{words.by[by]}</span>
      </>
    ),
  },
  { key: "became", header: words.became, render: (of) => <Became of={of} /> },
  {
    key: "why",
    header: words.columns.why,
    render: ({ code, reason }) => (
      <span className={classes.why}>{reason ?? code ?? <Dash meaning="nothing to say" />}</span>
    ),
  },
  {
    key: "at",
    header: words.when,
    narrow: "hide",
    render: ({ decidedAt }) => <Time at={decidedAt} precision="second" />,
  },
];

/** One call of the External Trigger API: what came, what was answered, and what became of each recipient. */
export function CallDetail({ call, number }: { call: TriggerCallRow; number: string | null }) {
  const receipt = useQuery({
    ...operationQuery(campaignOperations["receipts.get"], { id: call.id }),
    enabled: call.queued > 0,
    refetchInterval: ({ state }) =>
      state.data?.recipients.some(({ verdict, decidedAt }) => verdict === "queued" && decidedAt === null)
        ? 2_000
        : false,
  });
  const known: Recipient[] = receipt.data?.recipients ?? call.recipients;
  const mine = known.filter(({ campaignId }) => number === null || campaignId === number);
  return (
    <Stack>
      <Group gap="xs">
        <CallAnswer call={call} />
        {call.error}
      </Group>
      <Facts
        facts={[
          { label: words.columns.at, value: <Time at={call.at} precision="second" /> },
          { label: words.columns.queued, value: <Count value={call.queued} /> },
          { label: words.columns.refused, value: <Count value={call.refused} /> },
          { label: words.receipt, value: <code className={classes.messageId}>{call.id}</code> },
        ]}
      />
      {mine.length > 0 && (
        <section aria-label={words.recipients}>
          <Title order={3} fz="sm" mb={4}>
            {words.recipients}
          </Title>
          <DataTable
            label={words.recipients}
            columns={columns}
            rows={mine.slice(0, SHOWN)}
            rowKey={({ by, value, campaignId }) => `${campaignId} ${by} ${value}`}
          />
          {call.queued + call.refused > Math.min(mine.length, SHOWN) && (
            <Text size="xs" c="dimmed" mt={4}>
              {words.firstHundred}
            </Text>
          )}
        </section>
      )}
      <section aria-label={words.payload}>
        <Title order={3} fz="sm" mb={4}>
          {words.payload}
        </Title>
        <JsonView label={words.payload} value={call.payload} />
      </section>
    </Stack>
  );
}
