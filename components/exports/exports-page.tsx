"use client";

import { Box, Button, Group } from "@mantine/core";
import { IconArrowsExchange, IconSearchOff } from "@tabler/icons-react";
import { useState } from "react";
import type { ExportRow } from "@/lib/exports/schema.ts";
import { exportsText } from "@/lib/messages/exports.ts";
import { PartnerTabs } from "../partners/partner-tabs.tsx";
import { Banner } from "../ui/banner.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { PaginationBar } from "../ui/pagination-bar.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { useVisitor } from "../visitor.tsx";
import { ColumnsPicker, useHiddenColumns } from "./columns-picker.tsx";
import { CreateButton } from "./create-button.tsx";
import { exportColumns, exportHref, exportName } from "./export-columns.tsx";
import { ExportDrawer } from "./export-drawer.tsx";
import { ExportedOn } from "./exported-on.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { FilterPanel } from "./filter-panel.tsx";
import { useListState } from "./list-state.ts";
import { PollMark } from "./poll-mark.tsx";
import { type FirstList, isBusy, useExports } from "./queries.ts";
import { rowActions } from "./row-actions.ts";
import { hasProgress, RunProgress } from "./run-progress.tsx";
import { StopModal } from "./stop-modal.tsx";
import type { DrawerTarget } from "./use-drawer-sources.ts";

/** Settings > Partners > Exports. */
export function ExportsPage({ initial }: { initial?: FirstList }) {
  const state = useListState();
  const { can } = useVisitor();
  const canWrite = can("exports.write");
  const list = useExports(state.input, initial);
  const [hidden, setHidden] = useHiddenColumns("junction exports hidden columns");
  const [banner, setBanner] = useState<string | null>(null);
  const [stopping, setStopping] = useState<ExportRow | null>(null);
  const [target, setTarget] = useState<DrawerTarget | null>(null);
  const wanted = state.url.get("create");
  const drawer: DrawerTarget | null =
    target ?? (canWrite && wanted ? { kind: "create", partner: null, connectionId: wanted } : null);
  const columns = exportColumns(state);
  const busy = list.data?.items.some(isBusy) ?? false;
  const create = canWrite && (
    <CreateButton onChoose={(partner) => setTarget({ kind: "create", partner, connectionId: null })} />
  );
  function closeDrawer(): void {
    setTarget(null);
    if (wanted) {
      state.url.set({ create: null, page: state.url.get("page") });
    }
  }
  return (
    <>
      <PageHeader title={exportsText.title} description={exportsText.description} actions={create} />
      <PartnerTabs />
      {banner && (
        <Banner tone="success" onClose={() => setBanner(null)}>
          {banner}
        </Banner>
      )}
      <Group justify="space-between" mb="sm" gap="xs">
        <Group gap="xs">
          <SearchField
            label="Search exports"
            value={state.search}
            onSearch={(text) => state.url.set({ q: text })}
          />
          <FilterPanel state={state} />
          <ExportedOn state={state} />
        </Group>
        <Group gap="md">
          <PollMark failing={list.isError} everyS={busy ? 2 : 10} />
          <ColumnsPicker
            columns={columns.slice(1).map(({ key, name }) => ({ key, name }))}
            hidden={hidden}
            onChange={setHidden}
          />
        </Group>
      </Group>
      <FilterChips state={state} />
      {list.isError && !list.data ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <Box aria-live="off">
          <DataTable
            label="Exports"
            columns={columns.filter((column) => !hidden.includes(column.key))}
            rows={list.data?.items}
            rowKey={(row) => row.id}
            rowName={exportName}
            rowHref={(row) => exportHref(row.id)}
            actions={(row) =>
              rowActions(row, {
                canWrite,
                edit: (of) => setTarget({ kind: "edit", id: of.id, partner: of.partner }),
                stop: setStopping,
              })
            }
            below={(row) =>
              hasProgress(row, { paceBeside: row.frequency === "live" }) && (
                <RunProgress of={row} name={exportName(row)} />
              )
            }
            empty={
              state.narrowed ? (
                <EmptyState
                  icon={IconSearchOff}
                  title={exportsText.noMatch.title}
                  action={
                    <Button variant="default" onClick={state.reset}>
                      Reset all
                    </Button>
                  }
                >
                  {exportsText.noMatch.body}
                </EmptyState>
              ) : (
                <EmptyState icon={IconArrowsExchange} title={exportsText.empty.title} action={create}>
                  {canWrite ? exportsText.empty.body : exportsText.empty.viewer}
                </EmptyState>
              )
            }
          />
          {list.data && list.data.total > 0 && (
            <PaginationBar
              page={state.page}
              perPage={state.perPage}
              total={list.data.total}
              capped={list.data.totalIsCapped}
              onPage={(page) => state.url.set({ page: page === 1 ? null : page })}
              onPerPage={(perPage) => state.url.set({ perPage: perPage === 20 ? null : perPage })}
            />
          )}
        </Box>
      )}
      <StopModal
        of={stopping}
        onClose={() => setStopping(null)}
        onStopped={(of) => setBanner(exportsText.stopped(of.partnerName))}
      />
      <ExportDrawer target={drawer} onClose={closeDrawer} onSaved={setBanner} />
    </>
  );
}
