import { Group, SegmentedControl, Text, Title } from "@mantine/core";
import { IconEye, IconWebhook } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignView, TriggerCallRow } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { operationQuery } from "../../operation-query.ts";
import { Count } from "../../ui/count.tsx";
import { CursorBar } from "../../ui/cursor-bar.tsx";
import { Dash } from "../../ui/dash.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import { Time } from "../../ui/time.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { usePanel } from "../../use-panel.ts";
import { CallAnswer, CallDetail } from "./call-detail.tsx";
import classes from "./report.module.css";

const words = campaignReportMessages.trigger;
/** Why a call, or the first recipient of it, was refused. */
export function whyRefused(call: Pick<TriggerCallRow, "error" | "recipients">): string | null {
  return call.error ?? call.recipients.find(({ verdict }) => verdict === "refused")?.reason ?? null;
}

const columns: Column<TriggerCallRow>[] = [
  {
    key: "at",
    header: words.columns.at,
    narrow: "title",
    render: ({ at }) => <Time at={at} precision="second" />,
  },
  { key: "answer", header: words.columns.answer, render: (call) => <CallAnswer call={call} /> },
  {
    key: "queued",
    header: words.columns.queued,
    align: "right",
    narrowWord: words.columns.queued.toLowerCase(),
    render: ({ queued }) => <Count value={queued} />,
  },
  {
    key: "refused",
    header: words.columns.refused,
    align: "right",
    narrowWord: words.columns.refused.toLowerCase(),
    render: ({ refused }) => <Count value={refused} />,
  },
  {
    key: "why",
    header: words.columns.why,
    render: (call) => (
      <span className={classes.why}>{whyRefused(call) ?? <Dash meaning="nothing refused" />}</span>
    ),
  },
];

/** The log of calls: what came, what was answered, and why something was refused. */
export function TriggerCalls({ campaign }: { campaign: Pick<CampaignView, "id" | "number"> }) {
  const url = useUrlState();
  const only = url.get("calls") === "refused" ? "refused" : "all";
  const cursor = url.get("cursor") ?? "";
  const detail = usePanel<TriggerCallRow>();
  const list = useQuery({
    ...operationQuery(campaignOperations["campaigns.calls"], {
      id: campaign.id,
      only,
      cursor: cursor || undefined,
      limit: 20,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: cursor === "" ? 3_000 : false,
  });
  return (
    <section aria-label={words.calls}>
      <Group justify="space-between" mb={6}>
        <div>
          <Title order={2} fz="md">
            {words.calls}
          </Title>
          <Text size="sm" c="dimmed">
            {words.callsText}
          </Text>
        </div>
        <SegmentedControl
          size="xs"
          aria-label={words.which}
          value={only}
          onChange={(next) => url.set({ calls: next === "refused" ? next : null, cursor: null })}
          data={(["all", "refused"] as const).map((value) => ({ value, label: words.only[value] }))}
        />
      </Group>
      <ListTable
        list={list}
        label={words.calls}
        columns={columns}
        rows={list.data?.items}
        rowKey={({ id }) => id}
        rowName={({ id }) => `${words.call} ${id.slice(-8)}`}
        onRowClick={detail.show}
        actions={(call) => [
          { label: words.open, icon: IconEye, quick: true, onClick: () => detail.show(call) },
        ]}
        skeletonRows={3}
        nothing={only === "all"}
        none={{ icon: IconWebhook, title: words.none, text: words.noneText, action: undefined }}
        noMatch={{
          icon: IconWebhook,
          title: words.noRefused,
          reset: words.only.all,
          onReset: () => url.set({ calls: null, cursor: null }),
        }}
      />
      <CursorBar
        cursor={cursor}
        next={list.data?.nextCursor}
        onCursor={(next) => url.set({ cursor: next })}
      />
      <SideDrawer opened={detail.panel?.opened ?? false} onClose={detail.close} title={words.call} size={640}>
        {detail.panel && <CallDetail call={detail.panel.subject} number={campaign.number} />}
      </SideDrawer>
    </section>
  );
}
