import { Progress, Title, UnstyledButton } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignRunView } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { durationWords } from "@/lib/messages/exports.ts";
import { call } from "../../api.ts";
import { ShortTime } from "../../exports/short-time.tsx";
import { operationKey } from "../../operation-query.ts";
import { Count } from "../../ui/count.tsx";
import { Dash } from "../../ui/dash.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { RunChip } from "../status-chip.tsx";
import { reportHref } from "../words.ts";
import { groupQuery, type PeopleGroup } from "./people-group.ts";
import classes from "./report.module.css";

const words = campaignReportMessages.run;
const { show } = campaignReportMessages.figures;

/** Runs of a campaign, newest first, page by page. */
export function useCampaignRuns(id: string, everyMs: number) {
  const operation = campaignOperations["campaigns.runs"];
  return useInfiniteQuery({
    queryKey: operationKey(operation, { id }),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(operation, { id, cursor: pageParam, limit: 20 }, { signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: everyMs,
  });
}

function Took({ run }: { run: CampaignRunView }) {
  if (run.startedAt === null || run.status === "HELD") {
    return <Dash meaning={run.startedAt === null ? words.notStarted : words.notGoing} />;
  }
  const end = run.endedAt === null ? Date.now() : Date.parse(run.endedAt);
  const took = durationWords(Math.max(0, end - Date.parse(run.startedAt)));
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      {took}
      {run.endedAt === null && ` ${words.goesOn}`}
    </span>
  );
}

function columnsOf(campaignId: string, onOpen: (run: CampaignRunView) => void): Column<CampaignRunView>[] {
  const count = (
    key: "qualified" | "sent" | "failed" | "held",
    group: Partial<PeopleGroup>,
  ): Column<CampaignRunView> => ({
    key,
    header: words.columns[key],
    align: "right",
    narrowWord: words.columns[key].toLowerCase(),
    render: (run) => (
      <Count
        value={run[key]}
        href={run.status === "HELD" ? undefined : reportHref(campaignId, groupQuery(group, run.id))}
        label={show(`${words.columns[key]}, ${words.of(run.number)}`)}
      />
    ),
  });
  return [
    {
      key: "number",
      header: words.columns.number,
      narrow: "title",
      render: (run) => (
        <UnstyledButton
          className={classes.open}
          aria-label={words.open(run.number)}
          title={run.reference}
          onClick={() => onOpen(run)}
        >
          {words.of(run.number)}
        </UnstyledButton>
      ),
    },
    { key: "status", header: words.columns.status, render: (run) => <RunChip of={run} /> },
    {
      key: "planned",
      header: words.columns.planned,
      narrow: "hide",
      // A live run is what is sent on one day.
      render: (run) => <ShortTime at={run.plannedAt} precision={run.kind === "live" ? "day" : "minute"} />,
    },
    {
      key: "started",
      header: words.columns.started,
      render: (run) => <ShortTime at={run.startedAt} missing={words.notStarted} />,
    },
    {
      key: "took",
      header: words.columns.took,
      align: "right",
      narrow: "hide",
      render: (run) => <Took run={run} />,
    },
    count("qualified", {}),
    count("sent", { status: "sent" }),
    count("failed", { status: "failed" }),
    count("held", { status: "held" }),
  ];
}

/** How far a batch has come; a live run has no end to come to. */
function RunProgress({ run }: { run: CampaignRunView }) {
  const decided = run.sent + run.failed + run.held;
  const percent = Math.min(100, Math.floor((100 * decided) / Math.max(1, run.qualified)));
  return <Progress value={percent} size={4} aria-label={words.done(run.number, percent)} />;
}

const hasProgress = (run: CampaignRunView): boolean =>
  run.kind === "batch" && run.status === "RUNNING" && run.stage === "send";

/** The runs; choosing one narrows the report to it. */
export function RunsTable({
  campaignId,
  runs,
  onOpen,
}: {
  campaignId: string;
  runs: ReturnType<typeof useCampaignRuns>;
  onOpen: (run: CampaignRunView) => void;
}) {
  return (
    <section aria-label={words.title}>
      <Title order={2} fz="md" mb={6}>
        {words.title}
      </Title>
      {runs.isError && !runs.data ? (
        <ErrorState error={runs.error} onRetry={() => runs.refetch()} />
      ) : (
        <DataTable
          label={words.title}
          columns={columnsOf(campaignId, onOpen)}
          rows={runs.data?.pages.flatMap(({ items }) => items)}
          rowKey={(run) => run.id}
          rowName={(run) => words.of(run.number)}
          onRowClick={onOpen}
          below={(run) => hasProgress(run) && <RunProgress run={run} />}
          skeletonRows={2}
          empty={
            <EmptyState icon={IconPlayerPlay} title={words.none}>
              {words.noneText}
            </EmptyState>
          }
        />
      )}
      <LoadMore list={runs}>{words.older}</LoadMore>
    </section>
  );
}
