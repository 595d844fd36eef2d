"use client";

import { Alert, Group, Skeleton, Stack, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ExportView, RunView } from "@/lib/exports/schema.ts";
import { exportsText } from "@/lib/messages/exports.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Banner } from "../ui/banner.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { ExportDrawer } from "./export-drawer.tsx";
import { ExportFigures } from "./export-figures.tsx";
import { ExportHeader } from "./export-header.tsx";
import { ExportSettings } from "./export-settings.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { PollMark } from "./poll-mark.tsx";
import { exportQuery, isBusy, useRuns } from "./queries.ts";
import { RunDrawer } from "./run-drawer.tsx";
import { isRows, type Rows } from "./run-panel.tsx";
import { hasProgress, RunProgress } from "./run-progress.tsx";
import { RunsChart } from "./runs-chart.tsx";
import { RunsTable } from "./runs-table.tsx";
import { StopModal } from "./stop-modal.tsx";
import type { DrawerTarget } from "./use-drawer-sources.ts";

const tabs = { runs: "Runs", settings: "Settings", history: "History" } as const;

function isTab(text: string | null): text is keyof typeof tabs {
  return text !== null && Object.hasOwn(tabs, text);
}

/** The run that the address means: by id, or the newest that has such rows. */
function runMeant(wanted: string | null, rows: Rows | null, runs: RunView[] | undefined): string | null {
  if (wanted !== "latest") {
    return wanted;
  }
  const has = (run: RunView): boolean => (rows === "accepted" ? run.accepted > 0 : run.rejected > 0);
  return (runs?.find((run) => rows === null || rows === "waiting" || has(run)) ?? runs?.[0])?.id ?? null;
}

/** One export: how it stands, its runs, its settings and its history. */
export function ExportPage({ id }: { id: string }) {
  const query = useQuery(exportQuery(id));
  if (query.data) {
    return <Loaded of={query.data} failing={query.isError} />;
  }
  return query.isError ? (
    <>
      <BackLink href="/settings/exports">Exports</BackLink>
      <ErrorState error={query.error} onRetry={() => query.refetch()} />
    </>
  ) : (
    <Stack>
      <Skeleton height={32} width={320} />
      <Skeleton height={48} width={480} />
      <Skeleton height={160} />
      <Skeleton height={240} />
    </Stack>
  );
}

function Loaded({ of, failing }: { of: ExportView; failing: boolean }) {
  const url = useUrlState();
  const busy = isBusy(of);
  const runs = useRuns(of.id, busy);
  const [banner, setBanner] = useState<string | null>(null);
  const [stopping, setStopping] = useState(false);
  const [target, setTarget] = useState<DrawerTarget | null>(null);
  const all = runs.data?.pages.flatMap((page) => page.items);
  const wantedTab = url.get("tab");
  const tab = isTab(wantedTab) ? wantedTab : "runs";
  const wantedRows = url.get("rows");
  const rows = isRows(wantedRows) ? wantedRows : null;
  const openRun = (runId: string): void => url.set({ run: runId, rows: null });
  return (
    <>
      <ExportHeader
        of={of}
        onEdit={() => setTarget({ kind: "edit", id: of.id, partner: of.partner })}
        onStop={() => setStopping(true)}
      />
      {banner && (
        <Banner tone="success" onClose={() => setBanner(null)}>
          {banner}
        </Banner>
      )}
      {(of.outcome === "refused" || of.outcome === "failed") && of.outcomeReason && (
        <Alert color="red" p="xs" mb="md">
          {of.outcomeReason}
        </Alert>
      )}
      <ExportFigures of={of} />
      {tab !== "runs" && hasProgress(of) && <RunProgress of={of} name={of.nickname} />}
      <Tabs
        value={tab}
        onChange={(value) => url.set({ tab: value === "runs" ? null : value })}
        keepMounted={false}
        mt="md"
      >
        <Group justify="space-between" align="center" mb="md" gap="xs">
          <Tabs.List>
            {Object.entries(tabs).map(([value, label]) => (
              <Tabs.Tab key={value} value={value}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <PollMark failing={failing} everyS={busy ? 2 : 10} />
        </Group>
        <Tabs.Panel value="runs">
          {runs.isError && !all ? (
            <ErrorState error={runs.error} onRetry={() => runs.refetch()} />
          ) : (
            <Stack gap="lg">
              {all && <RunsChart runs={all} onOpen={(run) => openRun(run.id)} />}
              <RunsTable
                runs={all}
                onOpen={(run) => openRun(run.id)}
                more={{
                  has: runs.hasNextPage,
                  loading: runs.isFetchingNextPage,
                  load: () => runs.fetchNextPage(),
                }}
              />
            </Stack>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <ExportSettings of={of} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab id={of.id} />
        </Tabs.Panel>
      </Tabs>
      <RunDrawer
        of={of}
        runId={runMeant(url.get("run"), rows, all)}
        rows={rows}
        onRows={(next) => url.set({ rows: next })}
        onOpen={openRun}
        onClose={() => url.set({ run: null, rows: null })}
      />
      <StopModal
        of={stopping ? of : null}
        onClose={() => setStopping(false)}
        onStopped={(stopped) => setBanner(exportsText.stopped(stopped.partnerName))}
      />
      <ExportDrawer target={target} onClose={() => setTarget(null)} onSaved={setBanner} />
    </>
  );
}
