"use client";

import { Button, Group, Text } from "@mantine/core";
import {
  IconFileTypeCsv,
  IconListDetails,
  IconReplace,
  IconUserMinus,
  IconUserPlus,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listMessages as words } from "@/lib/messages/lists.ts";
import { listOperations } from "@/lib/segments/lists/operations.ts";
import { type ListImportView, type ListMode, listModes } from "@/lib/segments/lists/schema.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { operationQuery } from "../../operation-query.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { usePanel } from "../../use-panel.ts";
import { useVisitor } from "../../visitor.tsx";
import { ImportListDrawer } from "./import-list-drawer.tsx";
import { listImportColumns } from "./list-import-columns.tsx";
import { ListReport } from "./list-report.tsx";

const icons = { add: IconUserPlus, replace: IconReplace, remove: IconUserMinus };

/** The ways to change who is in a list. */
function ListActions({ busy, onChoose }: { busy: boolean; onChoose: (mode: ListMode) => void }) {
  return (
    <Group gap="xs" mb="sm">
      {listModes.map((mode) => {
        const Icon = icons[mode];
        return (
          <Button
            key={mode}
            variant="default"
            size="xs"
            leftSection={<Icon size={15} />}
            disabled={busy}
            title={busy ? words.busy : undefined}
            onClick={() => onChoose(mode)}
          >
            {words.actions[mode]}
          </Button>
        );
      })}
    </Group>
  );
}

/** The files of a list, each with its report, and the ways to change who is in it. `?import=` opens a report. */
export function ListImports({ list }: { list: SegmentView }) {
  const url = useUrlState();
  const mayWrite = useVisitor().can("segments.write");
  const { panel: choosing, show: choose, close } = usePanel<ListMode>();
  const asked = useQuery({
    ...operationQuery(listOperations["segments.lists.imports"], { id: list.id }),
    refetchInterval: ({ state }) => (state.data?.items.some(({ endedAt }) => !endedAt) ? 1_000 : 10_000),
  });
  const items = asked.data?.items;
  const importId = url.get("import");
  const [last, setLast] = useState(importId);
  if (importId !== null && importId !== last) {
    setLast(importId);
  }
  const show = ({ id }: ListImportView) => url.set({ import: id });
  if (asked.error && !items) {
    return <ErrorState error={asked.error} onRetry={() => asked.refetch()} />;
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {words.fixed}
      </Text>
      {mayWrite && list.archivedAt === null && (
        <ListActions busy={items?.some(({ endedAt }) => endedAt === null) ?? true} onChoose={choose} />
      )}
      <DataTable
        label={words.imports.label}
        columns={listImportColumns}
        rows={items}
        rowKey={(row) => row.id}
        rowName={(row) => row.fileName}
        onRowClick={show}
        actions={(row) => [
          { label: words.imports.report, icon: IconListDetails, quick: true, onClick: () => show(row) },
        ]}
        empty={
          <EmptyState icon={IconFileTypeCsv} title={words.imports.empty}>
            {words.imports.emptyText}
          </EmptyState>
        }
      />
      {choosing && (
        <ImportListDrawer
          key={choosing.seen}
          list={list}
          mode={choosing.subject}
          opened={choosing.opened}
          onClose={close}
          onSent={(made) => {
            close();
            show(made);
          }}
        />
      )}
      {last !== null && (
        <SideDrawer
          opened={importId !== null}
          onClose={() => url.set({ import: null })}
          title={items?.find(({ id }) => id === last)?.fileName ?? words.imports.report}
          size={640}
          footer={
            <Button variant="default" onClick={() => url.set({ import: null })} ml="auto">
              {words.close}
            </Button>
          }
        >
          <ListReport listId={list.id} importId={last} />
        </SideDrawer>
      )}
    </>
  );
}
