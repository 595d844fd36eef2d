"use client";

import { Button, Group, Pill, Skeleton, Stack, Tabs } from "@mantine/core";
import {
  IconChartBar,
  IconHistory,
  IconPencil,
  IconSpeakerphone,
  IconUsers,
  IconWebhook,
} from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignReport, CampaignView } from "@/lib/campaigns/schema.ts";
import { channelKits } from "@/lib/channels/catalog.ts";
import { campaignReportMessages as words } from "@/lib/messages/campaign-report.ts";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import { ApiError } from "../../api.ts";
import { PollMark } from "../../exports/poll-mark.tsx";
import { operationQuery } from "../../operation-query.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { usePainted } from "../../use-painted.ts";
import { pace } from "../queries.ts";
import { documentHref } from "../words.ts";
import { figuresOf, nothingCounted } from "./figures.ts";
import { FiguresList } from "./figures-list.tsx";
import { HeldBanner } from "./held-banner.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { PeopleTab } from "./people-tab.tsx";
import classes from "./report.module.css";
import { ReportHeader } from "./report-header.tsx";
import { ReportTab } from "./report-tab.tsx";
import { useCampaignRuns } from "./runs-table.tsx";
import { TriggerTab } from "./trigger-tab.tsx";

const tabs = [
  { value: "report", icon: IconChartBar },
  { value: "people", icon: IconUsers },
  { value: "trigger", icon: IconWebhook },
  { value: "history", icon: IconHistory },
] as const;

/** What single tabs keep in the address goes with them; the run stays. */
const nothingElse = {
  status: null,
  code: null,
  did: null,
  search: null,
  cursor: null,
  person: null,
  calls: null,
};

function Missing() {
  return (
    <EmptyState
      icon={IconSpeakerphone}
      title={words.missing.title}
      action={
        <Button component={Link} href="/campaigns">
          {words.missing.open}
        </Button>
      }
    >
      {words.missing.text}
    </EmptyState>
  );
}

/** One campaign: what became of everybody whom it meant, and why. */
export function ReportPage({
  id,
  initial,
  report,
}: {
  id: string;
  initial?: CampaignView;
  /** Of all its runs. */
  report?: CampaignReport;
}) {
  usePainted(operationQuery(campaignOperations["campaigns.report"], { id }), report);
  const asked = useQuery({
    ...operationQuery(campaignOperations["campaigns.get"], { id }),
    initialData: initial,
    refetchInterval: ({ state }) => pace(state.data && [state.data]),
    retry: false,
  });
  if (asked.data) {
    return <Loaded campaign={asked.data} failing={asked.isError} />;
  }
  if (!asked.error) {
    return (
      <Stack>
        <Skeleton height={32} width={320} />
        <Skeleton height={48} width={480} />
        <Skeleton height={240} />
      </Stack>
    );
  }
  const code = asked.error instanceof ApiError ? asked.error.problem.code : null;
  return code === "not_found" || code === "invalid" ? (
    <Missing />
  ) : (
    <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
  );
}

/** A campaign that was never published: only its document can say more. */
function Unpublished({ campaign }: { campaign: CampaignView }) {
  return (
    <EmptyState
      icon={IconChartBar}
      title={words.draft.title}
      action={
        <Button component={Link} href={documentHref(campaign.id)} leftSection={<IconPencil size={15} />}>
          {campaign.may.edit.allowed ? campaignsMessages.actions.edit : campaignsMessages.actions.open}
        </Button>
      }
    >
      {words.draft.text} {words.draft.problems(campaign.problems.length)}
    </EmptyState>
  );
}

function Loaded({ campaign, failing }: { campaign: CampaignView; failing: boolean }) {
  const url = useUrlState();
  const everyMs = pace([campaign]);
  const isPublished = campaign.publishedAt !== null;
  const runId = url.get("run");
  const runs = useCampaignRuns(campaign.id, everyMs);
  const asked = useQuery({
    ...operationQuery(campaignOperations["campaigns.report"], { id: campaign.id, runId: runId ?? undefined }),
    enabled: isPublished,
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  });
  const report = asked.data;
  const all = runs.data?.pages.flatMap(({ items }) => items);
  const run = all?.find((each) => each.id === runId);
  const held = all?.find(({ status }) => status === "HELD");
  const has = {
    report: true,
    people: isPublished,
    trigger: campaign.qualification === "external",
    history: true,
  };
  const offered = tabs.filter(({ value }) => has[value]);
  const tab = offered.find(({ value }) => value === url.get("tab"))?.value ?? "report";
  const figures = figuresOf({
    ...{ counts: report?.counts ?? nothingCounted, verdicts: report?.verdicts ?? [] },
    ...{ kit: channelKits[campaign.channel], hasGoal: report ? report.goal !== null : true },
  });
  return (
    <>
      <ReportHeader campaign={campaign} />
      {campaign.status === "HELD" && held && <HeldBanner campaign={campaign} run={held} />}
      {runId && (
        <Group mb="sm">
          <Pill
            withRemoveButton
            onRemove={() => url.set({ run: null, cursor: null })}
            removeButtonProps={{ "aria-label": words.run.all, tabIndex: 0, "aria-hidden": false }}
          >
            {run ? words.run.only(run.number) : words.run.title}
          </Pill>
        </Group>
      )}
      {isPublished && (report || !asked.error) && (
        <FiguresList campaignId={campaign.id} runId={runId} figures={figures} isCounted={Boolean(report)} />
      )}
      <Tabs
        value={tab}
        onChange={(next) => url.set({ ...nothingElse, tab: next === "report" ? null : next })}
        keepMounted={false}
      >
        <Group justify="space-between" mb="md" gap="xs" wrap="nowrap">
          <Tabs.List className={classes.tabs}>
            {offered.map(({ value, icon: Icon }) => (
              <Tabs.Tab key={value} value={value} leftSection={<Icon size={15} stroke={1.7} />}>
                {words.tabs[value]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <PollMark failing={failing || asked.isError} everyS={everyMs / 1_000} />
        </Group>
        <Tabs.Panel value="report">
          {asked.error && !report ? (
            <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
          ) : isPublished ? (
            <ReportTab
              campaign={campaign}
              report={report}
              runId={runId}
              runs={runs}
              onRun={(wanted) => url.set({ run: wanted })}
            />
          ) : (
            <Unpublished campaign={campaign} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="people">
          {report ? (
            <PeopleTab
              campaignId={campaign.id}
              name={campaign.name}
              runId={runId}
              report={report}
              everyMs={everyMs}
            />
          ) : (
            asked.error && <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="trigger">
          <TriggerTab campaign={campaign} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab campaignId={campaign.id} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
