"use client";

import { Button, Text } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleX,
  IconFileTypeCsv,
  IconListDetails,
  IconLoader2,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { importOperations } from "@/lib/audiences/imports/operations.ts";
import type { ImportView } from "@/lib/audiences/imports/schema.ts";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { importMessages as words } from "@/lib/messages/audience-imports.ts";
import { operationQuery } from "../../operation-query.ts";
import { Chip } from "../../ui/chip.tsx";
import { Count } from "../../ui/count.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import { Time } from "../../ui/time.tsx";
import { usePanel } from "../../use-panel.ts";
import { ImportReport } from "./import-report.tsx";

const faces = {
  UPLOADING: { tone: "blue", icon: IconLoader2, moving: true },
  APPLYING: { tone: "blue", icon: IconLoader2, moving: true },
  DONE: { tone: "green", icon: IconCheck, moving: false },
  FAILED: { tone: "red", icon: IconCircleX, moving: false },
} as const;

function Status({ of }: { of: ImportView }) {
  const face = faces[of.status];
  const partly = of.status === "DONE" && of.refused > 0;
  return (
    <Chip
      {...face}
      {...(partly && { tone: "amber", icon: IconAlertTriangle })}
      tooltip={of.problem ?? undefined}
    >
      {of.fetched && of.status === "UPLOADING" ? words.statuses.READING : words.statuses[of.status]}
      {of.status === "APPLYING" && ` ${of.percent ?? 0} %`}
      {partly && `, ${of.refused.toLocaleString("en")} refused`}
    </Chip>
  );
}

const columns: Column<ImportView>[] = [
  {
    key: "file",
    header: "File",
    narrow: "title",
    render: (row) => (
      <>
        {row.fileName}{" "}
        <Text span size="xs" c="dimmed">
          {row.mode}
          {row.column !== "" && `, by ${row.column}`}
        </Text>
      </>
    ),
  },
  { key: "status", header: "Status", render: (row) => <Status of={row} /> },
  {
    key: "rows",
    header: "Rows",
    align: "right",
    narrowWord: "rows",
    render: (row) => <Count value={row.rows} />,
  },
  {
    key: "joined",
    header: "Joined",
    align: "right",
    narrowWord: "joined",
    render: (row) => <Count value={row.joined} />,
  },
  {
    key: "left",
    header: "Left",
    align: "right",
    narrowWord: "left",
    render: (row) => <Count value={row.left} />,
  },
  { key: "by", header: "By", narrow: "hide", render: (row) => row.createdBy },
  { key: "at", header: "Begun", render: (row) => <Time at={row.createdAt} relative /> },
];

/** Files that were imported into the audience, each with its report. */
export function ImportsTab({ audience }: { audience: AudienceView }) {
  const report = usePanel<ImportView>();
  const asked = useQuery({
    ...operationQuery(importOperations["audiences.imports.list"], { id: audience.id }),
    refetchInterval: 2_000,
  });
  if (asked.error && !asked.data) {
    return <ErrorState error={asked.error} onRetry={() => asked.refetch()} />;
  }
  return (
    <>
      <DataTable
        label={words.list.label}
        columns={columns}
        rows={asked.data?.items}
        rowKey={(row) => row.id}
        rowName={(row) => row.fileName}
        onRowClick={report.show}
        actions={(row) => [
          { label: words.list.report, icon: IconListDetails, quick: true, onClick: () => report.show(row) },
        ]}
        empty={
          <EmptyState icon={IconFileTypeCsv} title={words.list.empty}>
            {words.list.emptyText}
          </EmptyState>
        }
      />
      {report.panel && (
        <SideDrawer
          opened={report.panel.opened}
          onClose={report.close}
          title={report.panel.subject.fileName}
          size={640}
          footer={
            <Button variant="default" onClick={report.close} ml="auto">
              Close
            </Button>
          }
        >
          <ImportReport audienceId={audience.id} importId={report.panel.subject.id} />
        </SideDrawer>
      )}
    </>
  );
}
